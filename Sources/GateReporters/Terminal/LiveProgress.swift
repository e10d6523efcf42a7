import GateModel

/// Shows a run while it goes on: give it each event, and write what it gives back.
public struct LiveProgress: Sendable {
  /// Where the text goes.
  public enum Output: Sendable, Equatable {
    /// A terminal of that many columns: one line at the bottom is written over and over.
    case terminal(columns: Int, colour: Bool)
    /// A log: whole lines only, one for each gate and for each case that did not pass.
    case lines
  }

  private let output: Output
  private let style: TerminalStyle
  private var step: Step?

  private struct Step {
    var gate: GateID
    var planned: Int
    var finished = 0
    var counts: [String: Int] = [:]
    var running: [CaseID] = []
    var findings: [CaseID: [String]] = [:]
    var microsecondsAtStart: Int
  }

  public init(output: Output) {
    self.output = output
    if case .terminal(_, let colour) = output {
      style = TerminalStyle(isColoured: colour)
    } else {
      style = TerminalStyle(isColoured: false)
    }
  }

  /// The text to write for an event, with its line ends; empty where there is nothing to show.
  public mutating func take(_ recorded: RecordedEvent) -> String {
    let lines = self.lines(recorded)
    guard case .terminal(let columns, _) = output else { return lines.map { $0 + "\n" }.joined() }
    // Return to the first column, clear the line, write what stays, then the status line without a line end.
    return "\r\u{1B}[2K" + lines.map { $0 + "\n" }.joined() + status(columns: columns)
  }

  private mutating func lines(_ recorded: RecordedEvent) -> [String] {
    switch recorded.event {
    case .runStarted(let body):
      return ["gatehouse \(inert(body.version)): \(inert(body.target)), seed \(body.seed), shard \(body.shard)"]
    case .stepStarted(let body): return begin(body, at: recorded.elapsedMicroseconds)
    case .caseStarted(let body):
      step?.running.append(body.caseID)
      return []
    case .finding(let finding):
      step?.findings[finding.caseID, default: []].append(FindingText(finding).headline)
      return step == nil ? ["finding: \(inert(FindingText(finding).headline))"] : []
    case .measurement: return []
    case .caseFinished(let body): return end(body)
    case .operationalError(let body):
      return ["\(style.paint("error", .red)): \(inert(body.message)) \(inert(body.remedy))"]
    case .stepFinished(let body): return end(body, at: recorded.elapsedMicroseconds)
    case .runFinished(let body):
      step = nil
      return [style.paint("verdict: \(body.verdict.rawValue)", style.colour(of: body.verdict))]
    }
  }

  private mutating func begin(_ body: StepStarted, at microseconds: Int) -> [String] {
    if let reason = body.skipReason { return ["\(inert(body.gate.rawValue)): skipped: \(inert(reason))"] }
    step = Step(gate: body.gate, planned: body.cases.count, microsecondsAtStart: microseconds)
    let count = body.cases.count == 1 ? "1 case" : "\(body.cases.count) cases"
    return output == .lines ? ["\(inert(body.gate.rawValue)): \(count): \(inert(body.summary))"] : []
  }

  private mutating func end(_ body: CaseFinished) -> [String] {
    step?.finished += 1
    step?.counts[body.outcome.name, default: 0] += 1
    if let index = step?.running.firstIndex(of: body.caseID) { step?.running.remove(at: index) }
    let findings = step?.findings.removeValue(forKey: body.caseID) ?? []
    if case .passed = body.outcome { return [] }
    let name = inert(body.caseID.rawValue)
    let reason = body.outcome.reason.map { ": \(inert($0))" } ?? ""
    var lines = ["  \(style.paint(body.outcome.name, colour(of: body.outcome))) \(name)\(reason)"]
    lines += findings.prefix(5).map { "    \(inert($0))" }
    if findings.count > 5 { lines.append("    and \(findings.count - 5) more") }
    return lines
  }

  private mutating func end(_ body: StepFinished, at microseconds: Int) -> [String] {
    guard let ended = step, ended.gate == body.gate else { return [] }
    step = nil
    let time = DurationText.short(microseconds: microseconds - ended.microsecondsAtStart)
    return ["\(inert(body.gate.rawValue)): \(tally(ended)), \(time)"]
  }

  private func tally(_ step: Step) -> String {
    let names = ["passed", "failed", "errored", "inconclusive", "skipped"]
    let parts = names.compactMap { name in step.counts[name].map { "\($0) \(name)" } }
    return parts.isEmpty ? "nothing ran" : parts.joined(separator: ", ")
  }

  /// One line that is never wider than the terminal.
  private func status(columns: Int) -> String {
    guard let step else { return "" }
    let current = step.running.last.map { " · \(inert($0.rawValue))" } ?? ""
    let text = "\(inert(step.gate.rawValue)) \(step.finished)/\(step.planned) · \(tally(step))\(current)"
    return style.paint(TerminalText.cut(text, width: max(1, columns - 1)), .dim)
  }

  private func colour(of outcome: CaseOutcome) -> TerminalStyle.Colour? {
    switch outcome {
    case .passed: .green
    case .failed, .errored: .red
    case .inconclusive: .yellow
    case .skipped: .dim
    }
  }

  private func inert(_ text: String) -> String {
    TerminalText.inert(ReportText.safe(text, limit: 512))
  }
}
