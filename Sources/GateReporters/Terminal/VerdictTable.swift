import GateModel

/// The end of a run for people: a table of the gates, what was found, and the verdict.
public struct VerdictTable: Sendable {
  private let style: TerminalStyle
  /// Findings, errors and undecided cases that are listed, each.
  static let listLimit = 50

  public init(colour: Bool) { style = TerminalStyle(isColoured: colour) }

  /// The lines, each without its end.
  public func lines(_ run: ReportedRun) -> [String] {
    let summary = run.summary
    var lines = [head(summary), ""]
    lines += table(summary)
    lines += section("Operational errors", summary.operationalErrors.map(error))
    lines += section("Findings", summary.findingsForPeople.map(finding))
    lines += section("Not decided", summary.steps.flatMap(undecided))
    lines += ["", verdict(summary)]
    let notes = [summary.interruption].compactMap { $0 } + (summary.finished?.notes ?? ["the log has no end: the run was cut off"])
    lines += notes.prefix(Self.listLimit).map { "  \(inert($0))" }
    return lines
  }

  private func head(_ summary: RunSummary) -> String {
    guard let started = summary.started else { return "Gatehouse" }
    var text = "Gatehouse \(inert(started.version)) · \(inert(started.target)) · seed \(started.seed)"
    if started.shard != .whole { text += " · shard \(started.shard)" }
    if !started.defects.isEmpty { text += " · seeded: \(inert(started.defects.map(\.rawValue).joined(separator: ", ")))" }
    return text
  }

  // MARK: Gates

  private static let columns = ["passed", "failed", "errored", "inconclusive", "skipped"]

  private func table(_ summary: RunSummary) -> [String] {
    let names = summary.steps.map { TerminalText.cut(inert($0.gate.rawValue), width: 24) }
    let width = max(4, names.map(\.count).max() ?? 0)
    let heading = TerminalText.left("gate", width: width) + TerminalText.right("cases", width: 8)
    let headings = Self.columns.map { TerminalText.right($0, width: max(9, $0.count + 2)) }.joined()
    var lines = [style.paint("  " + heading + headings + TerminalText.right("time", width: 12), .bold)]
    for (name, step) in zip(names, summary.steps) { lines.append(row(TerminalText.left(name, width: width), step)) }
    if summary.steps.isEmpty { lines.append("  (no gate ran)") }
    return lines
  }

  private func row(_ name: String, _ step: StepRecord) -> String {
    if let reason = step.skipReason { return "  \(name)" + style.paint("  skipped: \(inert(reason))", .dim) }
    var line = "  \(name)" + TerminalText.right("\(step.cases.count)", width: 8)
    for column in Self.columns {
      let count = step.count(column)
      line += style.paint(TerminalText.right("\(count)", width: max(9, column.count + 2)), count > 0 ? colour(of: column) : .dim)
    }
    let time = step.cases.reduce(0) { $0 + $1.durationMicroseconds }
    return line + TerminalText.right(DurationText.short(microseconds: time), width: 12)
  }

  private func colour(of column: String) -> TerminalStyle.Colour? {
    switch column {
    case "passed": .green
    case "failed", "errored": .red
    case "inconclusive": .yellow
    default: nil
    }
  }

  // MARK: Lists

  private func section(_ title: String, _ entries: [[String]]) -> [String] {
    guard !entries.isEmpty else { return [] }
    var lines = ["", style.paint(title, .bold)]
    for entry in entries.prefix(Self.listLimit) { lines += entry.map { "  \($0)" } }
    if entries.count > Self.listLimit { lines.append("  and \(entries.count - Self.listLimit) more; the reports have them") }
    return lines
  }

  private func error(_ error: OperationalError) -> [String] {
    ["\(style.paint("error", .red)) \(inert(error.gate?.rawValue ?? "run")): \(inert(error.message))", "  \(inert(error.remedy))"]
  }

  private func finding(_ group: FindingGroup) -> [String] {
    let finding = group.finding
    let text = FindingText(finding)
    let times = group.count > 1 ? " (\(group.count) times)" : ""
    var lines = [
      "\(style.paint(finding.severity.rawValue, style.colour(of: finding.severity))) \(inert(finding.check.rawValue))"
        + (text.requirements.map { " [\(inert($0))]" } ?? "") + times,
      "  \(inert(finding.message))",
    ]
    let subject = finding.location == nil ? "" : finding.subject
    let place = [text.place, subject].filter { !$0.isEmpty }.map(inert).joined(separator: " · ")
    if !place.isEmpty { lines.append("  at \(place)") }
    if let disposition = text.disposition { lines.append("  \(inert(disposition))") }
    if !finding.remedy.isEmpty { lines.append("  → \(inert(finding.remedy))") }
    return lines
  }

  private func undecided(_ step: StepRecord) -> [[String]] {
    step.cases.compactMap { record in
      switch record.outcome {
      case .passed, .failed, .skipped: nil
      case .errored(let reason): ["\(inert(record.planned.id.rawValue)): errored: \(inert(reason))"]
      case .inconclusive(let reason):
        ["\(inert(record.planned.id.rawValue)): \(inert(reason))" + (step.inconclusiveIsAdvisory ? " (not counted)" : "")]
      case nil: ["\(inert(record.planned.id.rawValue)): did not finish"]
      }
    }
  }

  private func verdict(_ summary: RunSummary) -> String {
    let text = "\(summary.verdict.rawValue.uppercased()) in \(DurationText.short(microseconds: summary.durationMicroseconds))"
    return style.paint(text, style.colour(of: summary.verdict)) + " (exit code \(summary.verdict.exitCode))"
  }

  private func inert(_ text: String) -> String {
    TerminalText.inert(ReportText.bounded(text, limit: 1024))
  }
}
