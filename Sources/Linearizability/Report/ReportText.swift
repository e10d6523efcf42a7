/// A report as text for a terminal.
public enum ReportText {
  /// Operations shown at most.
  static let mostOperations = 200
  private static let longest = 120

  public static func lines(_ report: HistoryReport) -> [String] {
    var lines = [headline(report)]
    if let reason = report.reason { lines.append("  " + visible(reason)) }
    guard let violation = report.violation else { return lines }
    if let key = violation.key {
      let others = report.illegalKeys.filter { $0 != key }
      let more = others.isEmpty ? "" : "; \(others.count) more without an order: " + others.prefix(10).map(visible).joined(separator: ", ")
      lines.append("  object \(visible(key)) has no order" + more)
    }
    return lines + [""] + body(violation)
  }

  static func headline(_ report: HistoryReport) -> String {
    let verdict =
      switch report.verdict {
      case .linearizable: "LINEARIZABLE"
      case .illegal: "NOT LINEARIZABLE"
      case .unknown: "UNKNOWN"
      }
    var counts = "\(report.operations) operation\(report.operations == 1 ? "" : "s")"
    if report.open > 0 { counts += ", \(report.open) of unknown outcome" }
    if report.failures > 0 { counts += ", \(report.failures) failed and left out" }
    if report.partitions > 1 { counts += ", \(report.partitions) independent objects" }
    return "\(verdict): \(report.model), \(counts)"
  }

  private static func body(_ violation: ReportedViolation) -> [String] {
    var lines: [String] = []
    guard violation.operations.indices.contains(violation.completion) else { return lines }
    let culprit = violation.operations[violation.completion]
    let line = culprit.returnedLine.map { " on line \($0)" } ?? ""
    lines.append("No order explains the completion\(line): process \(visible(culprit.process)), \(visible(culprit.text)).")
    lines.append(
      "\(violation.completedBefore) operation\(violation.completedBefore == 1 ? "" : "s") completed before it; up to there an order exists."
    )
    if violation.operations.count < violation.shrunkFrom {
      lines.append("Shown by \(violation.operations.count) of \(violation.shrunkFrom) operations; these alone have no order.")
    }
    lines += ["", "Operations, from the state \(visible(violation.initialState)):"]
    lines += table(violation)
    guard !violation.blocked.isEmpty else {
      lines += ["", "How far an order comes was not worked out: that takes more effort than an explanation may cost."]
      return lines
    }
    lines += ["", "The longest order:"]
    if violation.order.isEmpty { lines.append("  (nothing)") }
    for (number, index) in violation.order.suffix(mostOperations).enumerated() {
      let position = violation.order.count - min(mostOperations, violation.order.count) + number
      let state = violation.statesAfter.indices.contains(position) ? "  ⇒ \(visible(violation.statesAfter[position]))" : ""
      lines.append(
        "  \(position + 1). process \(visible(violation.operations[index].process)): \(visible(violation.operations[index].text))\(state)")
    }
    lines.append("Then the state is \(violation.possibleStates.map(visible).joined(separator: " or ")), and none of these can come next:")
    for index in violation.blocked.prefix(20) {
      lines.append("  process \(visible(violation.operations[index].process)): \(visible(violation.operations[index].text))")
    }
    return lines
  }

  private static func table(_ violation: ReportedViolation) -> [String] {
    let shown = violation.operations.suffix(mostOperations)
    var rows: [[String]] = [["process", "invoked", "completed", "operation"]]
    for operation in shown {
      rows.append([
        visible(operation.process), "line \(operation.invokedLine)", operation.returnedLine.map { "line \($0)" } ?? "–",
        visible(operation.text),
      ])
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      "  " + (0..<3).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }.joined(separator: "  ") + "  " + row[3]
    }
    if shown.count < violation.operations.count {
      lines.append("  (\(violation.operations.count - shown.count) earlier ones are not shown)")
    }
    return lines
  }

  /// Other people's text: what a terminal would act on is shown as its code, and long text is cut.
  static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(longest) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > longest ? result + "…" : result
  }
}
