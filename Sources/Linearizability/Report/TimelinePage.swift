/// A report as one self-contained page: a line for each process, a bar for each operation from its invocation to its
/// completion, and the place where no order exists. It loads nothing, runs nothing, and escapes all text of the history.
public struct TimelinePage {
  private let report: HistoryReport
  private let source: String

  /// - Parameter source: the name of the history, for the title.
  public init(_ report: HistoryReport, source: String) {
    self.report = report
    self.source = source
  }

  /// Operations drawn at most: the last ones.
  private static let mostOperations = 400
  private static let (left, top, row, step) = (110, 34, 40, 26)

  public func html() -> String {
    let title = Self.escaped(ReportText.headline(report))
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Self.escaped(ReportText.visible(source))): \(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1 class="\(report.verdict.rawValue)">\(title)</h1>
      <p>\(Self.escaped(ReportText.visible(source)))</p>

      """
    if let violation = report.violation { page += drawing(violation) }
    page += "<pre>" + ReportText.lines(report).map(Self.escaped).joined(separator: "\n") + "</pre>\n</body>\n</html>\n"
    return page
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1c2330; --paper: #ffffff; --faint: #d5dae3; --bar: #cfe3ff; --edge: #3572c6; --bad: #c62839; --badbar: #ffd5da; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --paper: #14181f; --faint: #39414f; --bar: #1f3a5f; --edge: #7fb2f5; --bad: #ff7584; --badbar: #55222a; } }
    body { background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; margin: 24px; }
    h1 { font-size: 18px; } h1.illegal { color: var(--bad); }
    .scroll { overflow-x: auto; }
    svg text { fill: var(--ink); font: 12px ui-monospace, monospace; }
    .row { stroke: var(--faint); } .bar { fill: var(--bar); stroke: var(--edge); } .bar.blocked { fill: var(--badbar); stroke: var(--bad); }
    .bar.open { stroke-dasharray: 4 3; } .mark { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 6 3; }
    svg text.bad { fill: var(--bad); font-weight: bold; } .badge { fill: var(--edge); } svg text.number { fill: var(--paper); font-weight: bold; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    """

  private func drawing(_ violation: ReportedViolation) -> String {
    let first = max(0, violation.operations.count - Self.mostOperations)
    let shown = Array(violation.operations.indices.dropFirst(first))
    guard let start = shown.map({ violation.operations[$0].begins }).min() else { return "" }
    let last = shown.flatMap { [violation.operations[$0].begins, violation.operations[$0].ends ?? 0] }.max() ?? start
    let rows = Rows(shown.map { violation.operations[$0].process })
    let width = Self.left + (last - start + 4) * Self.step
    let height = Self.top + rows.names.count * Self.row + 20
    func x(_ place: Int) -> Int { Self.left + (max(place, start) - start) * Self.step + Self.step / 2 }
    var svg = "<div class=\"scroll\"><svg role=\"img\" aria-label=\"Timeline of the operations that have no order\" "
    svg += "width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    for (index, name) in rows.names.enumerated() {
      let y = Self.top + index * Self.row + Self.row / 2
      svg += "<text x=\"4\" y=\"\(y + 4)\">\(Self.escaped(ReportText.visible(String(name.prefix(14)))))</text>"
      svg += "<line class=\"row\" x1=\"\(Self.left)\" y1=\"\(y)\" x2=\"\(width)\" y2=\"\(y)\"/>\n"
    }
    let numbers = Dictionary(violation.order.enumerated().map { ($0.element, $0.offset + 1) }, uniquingKeysWith: { first, _ in first })
    let blocked = Set(violation.blocked)
    for index in shown {
      let operation = violation.operations[index]
      let y = Self.top + (rows.number[operation.process] ?? 0) * Self.row + 7
      let end = operation.ends.map(x) ?? width - 4
      let classes = "bar" + (blocked.contains(index) ? " blocked" : "") + (operation.ends == nil ? " open" : "")
      svg += bar(operation, classes, from: x(operation.begins), to: end, y, numbers[index])
    }
    if violation.operations.indices.contains(violation.completion), let end = violation.operations[violation.completion].ends {
      svg += "<line class=\"mark\" x1=\"\(x(end))\" y1=\"18\" x2=\"\(x(end))\" y2=\"\(height - 14)\"/>"
      svg += "<text class=\"bad\" x=\"\(x(end))\" y=\"14\" text-anchor=\"end\">no order from here</text>\n"
    }
    return svg + "</svg></div>\n"
  }

  private func bar(_ operation: ReportedOperation, _ classes: String, from start: Int, to end: Int, _ y: Int, _ number: Int?) -> String {
    let width = max(end - start, 4)
    let height = Self.row - 14
    let lines =
      "invoked on line \(operation.invokedLine)" + (operation.returnedLine.map { ", completed on line \($0)" } ?? ", never completed")
    // A nested drawing cuts the text off where the bar ends.
    var text = "<svg x=\"\(start)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"><title>"
    text +=
      "process \(Self.escaped(ReportText.visible(operation.process))): \(Self.escaped(ReportText.visible(operation.text))) (\(lines))</title>"
    text += "<rect class=\"\(classes)\" x=\"1\" y=\"1\" rx=\"4\" width=\"\(max(width - 2, 1))\" height=\"\(height - 2)\"/>"
    var indent = 6
    if let number {
      let size = 10 + 7 * String(number).count
      text += "<rect class=\"badge\" x=\"3\" y=\"4\" rx=\"4\" width=\"\(size)\" height=\"\(height - 8)\"/>"
      text += "<text class=\"number\" x=\"\(3 + size / 2)\" y=\"17\" text-anchor=\"middle\">\(number)</text>"
      indent = size + 7
    }
    return text + "<text x=\"\(indent)\" y=\"17\">\(Self.escaped(ReportText.visible(operation.text)))</text></svg>\n"
  }

  /// Processes in the order in which they appear.
  private struct Rows {
    var names: [String] = []
    var number: [String: Int] = [:]

    init(_ processes: [String]) {
      for process in processes where number[process] == nil {
        number[process] = names.count
        names.append(process)
      }
    }
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
