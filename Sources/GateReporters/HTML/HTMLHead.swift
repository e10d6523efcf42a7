import GateModel

/// The top of the page: the verdict, and what was run.
enum HTMLHead {
  private static let noteLimit = 50

  static func text(_ summary: RunSummary) -> HTML {
    let failing = summary.findings.count { $0.finding.failsRun }
    let cases = summary.steps.reduce(0) { $0 + $1.cases.count }
    return """
      <header class="verdict \(summary.verdict.rawValue)">
      <h1>Gatehouse: \(summary.verdict.rawValue)</h1>
      <p>\(cases) cases, \(failing) findings that count, \(DurationText.short(microseconds: summary.durationMicroseconds)).</p>
      </header>
      \(run(summary))\(notes(summary))
      """
  }

  private static func run(_ summary: RunSummary) -> HTML {
    guard let started = summary.started else { return "<p>The log has no start.</p>\n" }
    var rows: [(String, String)] = [
      ("Target", started.target), ("Version", started.version), ("Started", started.startedAt), ("Seed", "\(started.seed)"),
    ]
    if started.shard != .whole { rows.append(("Shard", "\(started.shard)")) }
    if !started.defects.isEmpty { rows.append(("Seeded defects", started.defects.map(\.rawValue).joined(separator: ", "))) }
    let list: [HTML] = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" }
    return "<dl class=\"run\">\n\(list)</dl>\n"
  }

  private static func notes(_ summary: RunSummary) -> HTML {
    var notes = summary.finished?.notes ?? ["The log has no end: the run was cut off."]
    if let interruption = summary.interruption { notes.insert("Stopped early: \(interruption)", at: 0) }
    if notes.count > noteLimit { notes = notes.prefix(noteLimit) + ["and \(notes.count - noteLimit) more notes"] }
    guard !notes.isEmpty else { return "" }
    let items: [HTML] = notes.map { "<li>\($0)</li>\n" }
    return "<ul class=\"notes\">\n\(items)</ul>\n"
  }
}
