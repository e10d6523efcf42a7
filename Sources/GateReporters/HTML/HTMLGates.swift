import GateModel

/// The tables of a run: gates, operational errors, cases without a decision, requirements.
enum HTMLGates {
  /// Cases without a decision that are listed.
  private static let caseLimit = 5_000
  private static let outcomes = ["passed", "failed", "errored", "inconclusive", "skipped"]

  static func table(_ summary: RunSummary) -> HTML {
    let rows: [HTML] = summary.steps.map { step in
      if let reason = step.skipReason {
        return "<tr><th scope=\"row\">\(step.gate.rawValue)</th><td colspan=\"8\">skipped: \(reason)</td></tr>\n"
      }
      let counts: [HTML] = outcomes.map { name in
        let count = step.count(name)
        return "<td class=\"number \(count > 0 ? name : "none")\">\(count)</td>"
      }
      let time = DurationText.short(microseconds: step.cases.reduce(0) { $0 + $1.durationMicroseconds })
      return """
        <tr><th scope="row">\(step.gate.rawValue)</th><td class="number">\(step.cases.count)</td>\(counts)\
        <td class="number">\(time)</td><td>\(bar(step))</td></tr>

        """
    }
    return table("Gates", ["Gate", "Cases", "Passed", "Failed", "Errored", "Undecided", "Skipped", "Time", "Share"], rows, numbers: 1...7)
  }

  /// The outcomes of a gate's cases as one bar.
  private static func bar(_ step: StepRecord) -> HTML {
    guard !step.cases.isEmpty else { return "" }
    var start = 0
    let parts: [HTML] = outcomes.compactMap { name in
      let width = step.count(name) * 1_000 / step.cases.count
      defer { start += width }
      return width == 0 ? nil : "<rect class=\"\(name)\" x=\"\(start)\" y=\"0\" width=\"\(width)\" height=\"10\"/>"
    }
    return "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\(parts)</svg>"
  }

  static func errors(_ summary: RunSummary) -> HTML {
    table(
      "Operational errors", ["Gate", "Error", "What to do"],
      summary.operationalErrors.map { error in
        "<tr><th scope=\"row\">\(error.gate?.rawValue ?? "run")</th><td>\(error.message)</td><td>\(error.remedy)</td></tr>\n"
      })
  }

  static func undecided(_ summary: RunSummary) -> HTML {
    let records = summary.steps.flatMap(\.cases).filter { $0.outcome != .passed && $0.outcome != .failed }
    var rows: [HTML] = records.prefix(caseLimit).map { record in
      """
      <tr><th scope="row">\(record.planned.id.rawValue)</th><td>\(record.outcome?.name ?? "not finished")</td>\
      <td>\(record.outcome?.reason ?? "")</td></tr>

      """
    }
    if records.count > caseLimit {
      rows.append("<tr><td colspan=\"3\">\(records.count - caseLimit) more are left out here; the log has them.</td></tr>\n")
    }
    return table("Cases without a decision", ["Case", "State", "Reason"], rows)
  }

  static func requirements(_ summary: RunSummary) -> HTML {
    table(
      "Requirements", ["Requirement", "State", "Passed", "Failed", "Other"],
      RequirementTally.all(summary).map { tally in
        let state = tally.failed > 0 ? "failed" : tally.other > 0 ? "inconclusive" : "passed"
        let word = tally.failed > 0 ? "broken" : tally.other > 0 ? "open" : "held"
        return """
          <tr><th scope="row">\(tally.id.rawValue)</th><td class="\(state)">\(word)</td><td class="number">\(tally.passed)</td>\
          <td class="number">\(tally.failed)</td><td class="number">\(tally.other)</td></tr>

          """
      }, numbers: 2...4)
  }

  /// A table under a heading, which scrolls by itself where it is wide; nothing without rows.
  /// - Parameter numbers: the columns that are set to the right.
  static func table(_ title: String, _ headings: [String], _ rows: [HTML], numbers: ClosedRange<Int>? = nil) -> HTML {
    guard !rows.isEmpty else { return "" }
    let head: [HTML] = headings.enumerated().map { index, heading in
      numbers?.contains(index) == true ? "<th scope=\"col\" class=\"number\">\(heading)</th>" : "<th scope=\"col\">\(heading)</th>"
    }
    return """
      <section>
      <h2>\(title)</h2>
      <div class="wide"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table></div>
      </section>

      """
  }
}
