import GateKit
import GateModel
import Testing

@Suite struct MemoryRecorderTests {
  private let planned = PlannedCase(
    id: "a/1", title: "", check: "a/k", requirements: ["R-1"], location: SourceLocation(path: "case.yaml", line: 2))
  private let check = CheckDescriptor(
    id: "a/k", title: "Wrong", severity: .warning, rationale: "r", remedy: "mend it", requirements: ["R-2", "R-1"])

  @Test("A finding takes what its check and its case say, and what the report says instead")
  func report() async throws {
    let recorder = MemoryRecorder(gate: "a")
    try await recorder.run(planned) { context in
      await context.report(check, message: "m", subject: "s")
      await context.report(check, message: "m", subject: "t", location: SourceLocation(path: "x"), severity: .error)
      await context.measure("n", 2, unit: "ms")
      return .passed
    }
    let findings = await recorder.findings
    #expect(findings.map(\.requirements) == [["R-1", "R-2"], ["R-1", "R-2"]])
    #expect(findings.map(\.severity) == [.warning, .error])
    #expect(findings.map(\.location?.path) == ["case.yaml", "x"])
    #expect(findings.map(\.remedy) == ["mend it", "mend it"])
    #expect(await recorder.measurements == [Measurement(gate: "a", caseID: "a/1", name: "n", value: 2, unit: "ms")])
    #expect(await recorder.outcomes == ["a/1": .failed])
  }

  @Test("A case that throws is errored, one that is late too")
  func errors() async throws {
    let recorder = MemoryRecorder(gate: "a")
    try await recorder.run(planned) { _ in throw GateError("no", remedy: "yes") }
    #expect(await recorder.outcomes == ["a/1": .errored(reason: "no. yes")])
    try await recorder.run(planned, deadline: .zero) { _ in
      try await DeadlineTests.StillClock.hang()
      return .passed
    }
    #expect(await recorder.outcomes["a/1"]?.reason?.contains("case a/1") == true)
  }
}
