import GateModel

/// One task, item or entry of a tracker.
struct TrackerEntry: Sendable {
  enum State: String, Sendable {
    case open, planned, inProgress = "in_progress", done
  }

  var id: String
  var title = ""
  /// Nil where it is none of the known ones.
  var state: State?
  /// The state as it is written; empty where there is none.
  var written = ""
  /// Further fields in lower case, such as `owner` and `evidence`.
  var fields: [String: String] = [:]
  /// The commands of a queue's list of checks.
  var listed: [String] = []
  var location: SourceLocation

  subscript(_ names: String...) -> String? {
    for name in names {
      if let value = fields[name], !value.isEmpty, value != "–", value != "-", value.lowercased() != "none" { return value }
    }
    return nil
  }

  /// References to what shows that it is done: paths and addresses.
  var evidence: [String] {
    guard let text = self["evidence", "proof", "result"] else { return [] }
    var found: [String] = []
    var rest = text
    // The target of a link counts, not its text.
    while let open = rest.firstRange(of: "]("), let close = rest[open.upperBound...].firstIndex(of: ")") {
      found.append(String(rest[open.upperBound..<close]))
      let start = rest[..<open.lowerBound].lastIndex(of: "[") ?? open.lowerBound
      rest = String(rest[..<start] + rest[rest.index(after: close)...])
    }
    let words = rest.split { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == "`" || $0 == "[" || $0 == "]" || $0 == "\"" }
    return found + words.filter { $0.has("/") || $0.has(".") && $0.count > 3 }.map(String.init)
  }

  /// What is run to show that it is done.
  var commands: [String] {
    if !listed.isEmpty { return listed }
    guard let text = self["check", "checks", "acceptance", "acceptance checks", "verify"] else { return [] }
    let spans = MarkdownText.spans(text)
    return spans.isEmpty ? [text] : spans
  }

  var commit: String? { self["commit", "revision", "sha"]?.filter { $0 != "`" } }

  /// What people write for a state.
  static func state(_ text: String) -> State? {
    let plain = SensitiveName.words(of: text).joined(separator: " ")
    switch plain {
    case "open", "todo", "to do", "new", "backlog", "not started", "pending", "ready", "queued": return .open
    case "planned", "scheduled", "accepted": return .planned
    case "in progress", "doing", "started", "active", "wip", "review", "in review", "running", "blocked": return .inProgress
    case "done", "closed", "completed", "complete", "finished", "resolved", "shipped", "fixed": return .done
    default: return nil
    }
  }
}
