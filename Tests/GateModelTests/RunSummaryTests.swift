import GateModel
import Testing

@Suite struct RunSummaryTests {
  private func summary(_ events: [RunEvent]) -> RunSummary {
    RunSummary(
      RunLog(events: events.enumerated().map { RecordedEvent(sequence: $0.offset + 1, elapsedMicroseconds: $0.offset, event: $0.element) }))
  }

  private func finding(_ subject: String, severity: Severity = .error, check: CheckID = "k", path: String? = nil) -> Finding {
    Finding(
      check: check, gate: "g", caseID: "c", severity: severity, message: "m", subject: subject,
      location: path.map { SourceLocation(path: $0) }, remedy: "r")
  }

  @Test("Findings are grouped by fingerprint and sorted by weight, check, place and subject, whatever order they came in")
  func findings() {
    let sorted = [
      finding("z", check: "a", path: "A"), finding("a", check: "a", path: "b"), finding("a", check: "b"), finding("b", check: "b"),
      finding("a", severity: .warning, check: "a"), finding("b", severity: .note, check: "a"),
    ]
    for order in [sorted, sorted.reversed(), sorted + sorted] {
      let groups = summary(order.map { .finding($0) }).findings
      #expect(groups.map(\.finding) == sorted)
      #expect(Set(groups.map(\.count)) == [order.count / sorted.count])
    }
  }

  @Test("Findings, numbers and ends go to their case; those of unknown cases are not lost or do no harm")
  func cases() {
    let planned = PlannedCase(id: "c", title: "", check: "k")
    let measurement = Measurement(gate: "g", caseID: "c", name: "n", value: 1, unit: "1")
    let result = summary([
      .stepStarted(StepStarted(gate: "g", summary: "s", cases: [planned])), .finding(finding("a")), .measurement(measurement),
      .caseFinished(CaseFinished(gate: "g", caseID: "c", outcome: .failed, durationMicroseconds: 9)),
      .caseFinished(CaseFinished(gate: "g", caseID: "unknown", outcome: .failed, durationMicroseconds: 9)),
      .measurement(Measurement(gate: "unknown", caseID: "c", name: "n", value: 1, unit: "1")),
      .finding(Finding(check: "k", gate: "unknown", caseID: "c", message: "m", subject: "lost", remedy: "r")),
    ])
    let record = result.steps.first?.cases.first
    #expect(result.steps.flatMap(\.cases).count == 1)
    #expect(record?.planned == planned)
    #expect(record?.outcome == .failed)
    #expect(record?.durationMicroseconds == 9)
    #expect(record?.findings == [finding("a")])
    #expect(record?.measurements == [measurement])
    #expect(result.findings.map(\.finding.subject) == ["a", "lost"])
    #expect(result.steps.map(\.exercised) == [1])
    #expect(result.steps.first?.count("failed") == 1)
    #expect(result.durationMicroseconds == 6)
  }

  @Test("A log without an end is inconclusive, an empty one too")
  func unfinished() {
    #expect(summary([]).verdict == .inconclusive)
    #expect(summary([]).started == nil)
    #expect(summary([.runFinished(RunFinished(verdict: .failed, interruption: "x"))]).verdict == .failed)
    #expect(summary([.runFinished(RunFinished(verdict: .failed, interruption: "x"))]).interruption == "x")
  }
}
