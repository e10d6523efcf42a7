import GateModel
import Testing

@Suite struct VerdictRuleTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: Verdict
    var outcomes: [CaseOutcome?] = [.passed]
    var advisory: [CaseOutcome?] = []
    var findings: [Disposition] = []
    var severity = Severity.error
    var errors = 0
    var interruption: String?
    var skippedGate = false
    var emptyGate = false
  }

  @Test(
    "The verdict follows from what the steps did",
    arguments: [
      Row(testDescription: "all passed", verdict: .passed),
      Row(testDescription: "passed beside skipped", verdict: .passed, outcomes: [.passed, .skipped(reason: "r")]),
      Row(testDescription: "a finding", verdict: .failed, outcomes: [.passed, .failed], findings: [.active]),
      Row(testDescription: "a failed case without a finding", verdict: .failed, outcomes: [.passed, .failed]),
      Row(testDescription: "a finding of a case that passed", verdict: .failed, findings: [.active]),
      Row(testDescription: "a warning", verdict: .passed, findings: [.active], severity: .warning),
      Row(testDescription: "an accepted finding", verdict: .passed, findings: [.suppressed(reason: "known")]),
      Row(testDescription: "an unstable finding", verdict: .passed, findings: [.unstable]),
      Row(testDescription: "the same finding, accepted first", verdict: .failed, findings: [.unstable, .active]),
      Row(testDescription: "an errored case", verdict: .errored, outcomes: [.passed, .errored(reason: "r")]),
      Row(testDescription: "an operational error", verdict: .errored, errors: 1),
      Row(testDescription: "an error beside a finding", verdict: .errored, outcomes: [.failed], findings: [.active], errors: 1),
      Row(testDescription: "a case that did not run", verdict: .inconclusive, outcomes: [.passed, nil]),
      Row(testDescription: "a finding beside a case that did not run", verdict: .failed, outcomes: [nil], findings: [.active]),
      Row(testDescription: "an inconclusive case", verdict: .inconclusive, outcomes: [.passed, .inconclusive(reason: "r")]),
      Row(
        testDescription: "a finding beside an inconclusive case", verdict: .failed, outcomes: [.failed, .inconclusive(reason: "r")],
        findings: [.active]),
      Row(testDescription: "an advisory inconclusive case", verdict: .passed, advisory: [.inconclusive(reason: "r")]),
      Row(
        testDescription: "only an advisory inconclusive case", verdict: .inconclusive, outcomes: [], advisory: [.inconclusive(reason: "r")]),
      Row(testDescription: "an advisory errored case", verdict: .errored, advisory: [.errored(reason: "r")]),
      Row(testDescription: "an advisory failed case", verdict: .failed, advisory: [.failed], findings: [.active]),
      Row(testDescription: "an advisory case that did not run", verdict: .inconclusive, advisory: [nil]),
      Row(testDescription: "all skipped", verdict: .inconclusive, outcomes: [.skipped(reason: "r"), .skipped(reason: "r")]),
      Row(testDescription: "a gate that exercised nothing", verdict: .inconclusive, emptyGate: true),
      Row(testDescription: "a gate that was skipped", verdict: .passed, skippedGate: true),
      Row(testDescription: "nothing but a skipped gate", verdict: .inconclusive, outcomes: [], skippedGate: true),
      Row(testDescription: "nothing at all", verdict: .inconclusive, outcomes: []),
      Row(testDescription: "interrupted", verdict: .inconclusive, interruption: "signal"),
      Row(testDescription: "interrupted with a finding", verdict: .inconclusive, findings: [.active], interruption: "signal"),
      Row(testDescription: "interrupted with an error", verdict: .inconclusive, errors: 1, interruption: "signal"),
    ])
  func table(row: Row) {
    var summary = RunSummary(log(row))
    summary.interruption = row.interruption
    let decision = VerdictRule().verdict(of: summary)
    #expect(decision.verdict == row.verdict, "\(decision.notes)")
    if decision.verdict != .passed { #expect(!decision.notes.isEmpty) }
    if row.verdict == .passed, !row.advisory.isEmpty { #expect(decision.notes.first?.hasPrefix("not decided") == true) }
  }

  @Test("Exit codes are those of the documentation", arguments: zip(Verdict.allCases, [0, 1, 3, 2] as [Int32]))
  func exitCodes(verdict: Verdict, code: Int32) {
    #expect(verdict.exitCode == code)
  }

  private func log(_ row: Row) -> RunLog {
    var events: [RunEvent] = []
    events += step("a", row.outcomes, isAdvisory: false)
    events += step("p", row.advisory, isAdvisory: true)
    for disposition in row.findings {
      var finding = Finding(check: "a/k", gate: "a", caseID: "a/1", severity: row.severity, message: "m", subject: "s", remedy: "r")
      finding.disposition = disposition
      events.append(.finding(finding))
    }
    for _ in 0..<row.errors { events.append(.operationalError(OperationalError(message: "m", remedy: "r"))) }
    if row.skippedGate { events.append(.stepStarted(StepStarted(gate: "s", summary: "", cases: [], skipReason: "r"))) }
    if row.emptyGate { events.append(.stepStarted(StepStarted(gate: "e", summary: "", cases: []))) }
    return RunLog(events: events.enumerated().map { RecordedEvent(sequence: $0.offset + 1, elapsedMicroseconds: 0, event: $0.element) })
  }

  private func step(_ gate: GateID, _ outcomes: [CaseOutcome?], isAdvisory: Bool) -> [RunEvent] {
    guard !outcomes.isEmpty else { return [] }
    let ids = outcomes.indices.map { CaseID("\(gate)/\($0 + 1)") }
    let cases = ids.map { PlannedCase(id: $0, title: "", check: "a/k") }
    let ends = zip(ids, outcomes).compactMap { id, outcome in
      outcome.map { RunEvent.caseFinished(CaseFinished(gate: gate, caseID: id, outcome: $0, durationMicroseconds: 1)) }
    }
    return [.stepStarted(StepStarted(gate: gate, summary: "", cases: cases, inconclusiveIsAdvisory: isAdvisory))] + ends
  }
}
