import GateModel

/// Colours by escape sequences (ECMA-48), or none.
struct TerminalStyle: Sendable {
  enum Colour: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case dim = "2"
    case bold = "1"
  }

  let isColoured: Bool

  func paint(_ text: String, _ colour: Colour?) -> String {
    guard isColoured, let colour else { return text }
    return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }

  func colour(of verdict: Verdict) -> Colour {
    switch verdict {
    case .passed: .green
    case .failed, .errored: .red
    case .inconclusive: .yellow
    }
  }

  func colour(of severity: Severity) -> Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .dim
    }
  }
}
