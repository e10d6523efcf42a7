import GateModel

/// A summary in Markdown, for a job summary or a comment: `summary.md`.
public struct MarkdownReporter: Reporter {
  public static let name = "markdown"
  /// GitHub takes this much for a step, in bytes.
  public static let limit = 1 << 20
  /// The longest text in a cell, in bytes before escaping.
  static let cellLimit = 2048

  public init() {}

  public func render(_ run: ReportedRun) throws -> [ReportFile] {
    [ReportFile(path: "summary.md", bytes: Array(text(run).utf8))]
  }

  /// The summary, at most ``limit`` bytes.
  public func text(_ run: ReportedRun) -> String {
    let summary = run.summary
    var page = MarkdownPage(limit: Self.limit)
    page.add(section: head(summary))
    page.add(table: gateTable(summary), what: "gates")
    page.add(table: errorTable(summary), what: "operational errors")
    page.add(table: findingTable(summary), what: "findings")
    page.add(table: undecidedTable(summary), what: "cases without a decision")
    page.add(table: requirementTable(summary), what: "requirements")
    return page.text
  }

  private func head(_ summary: RunSummary) -> [String] {
    var lines = ["# Gatehouse: \(summary.verdict.rawValue)", ""]
    if let started = summary.started {
      lines.append(
        "Version \(cell(started.version)), seed \(started.seed), target \(cell(started.target)), shard \(started.shard), "
          + "\(DurationText.short(microseconds: summary.durationMicroseconds)).")
    } else {
      lines.append("The log has no start.")
    }
    if let defects = summary.started?.defects, !defects.isEmpty {
      lines += ["", "Seeded defects: \(cell(defects.map(\.rawValue).joined(separator: ", ")))."]
    }
    if summary.finished == nil { lines += ["", "The log has no end: the run was cut off."] }
    if let interruption = summary.interruption { lines += ["", "Stopped early: \(cell(interruption))"] }
    let notes = summary.finished?.notes ?? []
    if !notes.isEmpty { lines.append("") }
    lines += notes.prefix(20).map { "- \(cell($0))" }
    if notes.count > 20 { lines.append("- and \(notes.count - 20) more notes") }
    return lines
  }

  private func gateTable(_ summary: RunSummary) -> MarkdownPage.Table {
    MarkdownPage.Table(
      title: "Gates", headings: ["Gate", "Cases", "Passed", "Failed", "Errored", "Undecided", "Skipped"], textColumns: 1,
      rows: summary.steps.map { step in
        let name = cell(step.gate.rawValue) + (step.skipReason.map { " (skipped: \(cell($0)))" } ?? "")
        let counts = ["passed", "failed", "errored", "inconclusive", "skipped"].map { "\(step.count($0))" }
        return [name, "\(step.cases.count)"] + counts
      })
  }

  private func errorTable(_ summary: RunSummary) -> MarkdownPage.Table {
    MarkdownPage.Table(
      title: "Operational errors", headings: ["Gate", "Error", "Remedy"], textColumns: 3,
      rows: summary.operationalErrors.map { [cell($0.gate?.rawValue ?? "run"), cell($0.message), cell($0.remedy)] })
  }

  private func findingTable(_ summary: RunSummary) -> MarkdownPage.Table {
    MarkdownPage.Table(
      title: "Findings", headings: ["Severity", "Check", "Finding", "Requirements", "Place", "Remedy"], textColumns: 6,
      rows: summary.findingsForPeople.map { group in
        let text = FindingText(group.finding)
        let state = text.disposition.map { " (\(cell($0)))" } ?? ""
        let times = group.count > 1 ? " (\(group.count) times)" : ""
        return [
          group.finding.severity.rawValue, cell(group.finding.check.rawValue), cell(group.finding.message) + state + times,
          cell(text.requirements ?? ""), cell(text.place), cell(group.finding.remedy),
        ]
      })
  }

  private func undecidedTable(_ summary: RunSummary) -> MarkdownPage.Table {
    let records = summary.steps.flatMap(\.cases)
    return MarkdownPage.Table(
      title: "Cases without a decision", headings: ["Case", "State", "Reason"], textColumns: 3,
      rows: records.compactMap { record in
        switch record.outcome {
        case .passed, .failed: nil
        case .errored(let reason), .skipped(let reason), .inconclusive(let reason):
          [cell(record.planned.id.rawValue), record.outcome?.name ?? "", cell(reason)]
        case nil: [cell(record.planned.id.rawValue), "not finished", ""]
        }
      })
  }

  private func requirementTable(_ summary: RunSummary) -> MarkdownPage.Table {
    MarkdownPage.Table(
      title: "Requirements", headings: ["Requirement", "Passed", "Failed", "Other"], textColumns: 1,
      rows: RequirementTally.all(summary).map { [cell($0.id.rawValue), "\($0.passed)", "\($0.failed)", "\($0.other)"] })
  }

  private func cell(_ text: String) -> String {
    MarkdownText.inline(ReportText.bounded(text, limit: Self.cellLimit))
  }
}
