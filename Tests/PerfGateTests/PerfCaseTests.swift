import GateKit
import GateModel
import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Performance case")
struct PerfCaseTests {
  private static let path = "baselines/perf/rows.json"

  private func workload(slowdown: Double = 2) -> Workload {
    Workload(
      name: "rows", title: "Rows", requirements: ["S1-M6"], control: "health", slowdown: slowdown, digest: "d1",
      location: SourceLocation(path: "contracts/workloads/rows.yaml", line: 1))
  }

  private static func steady(_ ratio: Double) -> WorkloadMeasurement {
    Samples.measurement(ratios: (0..<12).map { ratio * (1 + Double($0 % 5 - 2) / 100) })
  }

  private func run(
    baseline: String?, _ measurements: [WorkloadMeasurement]
  ) async throws -> (outcome: CaseOutcome?, findings: [Finding]) {
    let recorder = MemoryRecorder(gate: "perf")
    let workload = workload()
    let store = BaselineStore(files: MemoryFileTree(baseline.map { [Self.path: $0] } ?? [:]))
    let planned = PlannedCase(id: workload.caseID, title: workload.title, check: "perf/gross-slowdown", requirements: workload.requirements)
    try await recorder.run(planned) { context in
      let performance = PerfCase(workload: workload, store: store) { seed in
        measurements[seed == context.seed ? 0 : min(1, measurements.count - 1)]
      }
      return try await performance.run(context: context)
    }
    return (await recorder.outcomes[workload.caseID], await recorder.findings)
  }

  private var committed: String { BaselineFile.encode(Samples.baseline(ratio: 4)) }

  @Test("a healthy workload passes")
  func passes() async throws {
    let result = try await run(baseline: committed, [Self.steady(4)])
    #expect(result.outcome == .passed)
    #expect(result.findings.isEmpty)
  }

  @Test("one that is five times slower fails, with ratio, interval and limit")
  func slower() async throws {
    let result = try await run(baseline: committed, [Self.steady(20)])
    let finding = try #require(result.findings.first)
    #expect(result.outcome == .failed)
    #expect(finding.check == "perf/gross-slowdown")
    #expect(finding.message.contains("rows is 4.98x as slow as its baseline, relative to health"))
    #expect(finding.requirements.contains("S1-M6"))
    #expect(finding.evidence.first?.text.contains("candidate") == true)
  }

  @Test("what one measurement cannot decide, two may")
  func secondLook() async throws {
    let vague = Samples.measurement(ratios: [1.5, 12, 2, 9, 1.8, 11])
    let result = try await run(baseline: committed, [vague, Self.steady(4)])
    #expect(result.outcome == .passed)
  }

  @Test("a slowdown that a second measurement does not confirm is noise")
  func unconfirmed() async throws {
    let result = try await run(baseline: committed, [Self.steady(20), Self.steady(4)])
    #expect(result.outcome?.name == "inconclusive")
    #expect(result.findings.isEmpty)
  }

  @Test("errors make it failed, and no number comes out")
  func failures() async throws {
    var broken = Self.steady(4)
    broken.failures = ["status 500": 3]
    let result = try await run(baseline: committed, [broken])
    #expect(result.outcome == .failed)
    #expect(result.findings.map(\.check) == ["perf/failed-requests"])
    #expect(result.findings.first?.message.contains("3 x status 500") == true)
  }

  @Test(
    "a missing, corrupt or foreign baseline is one finding with the way out, never a pass",
    arguments: ["", "other digest", "other name", "{"])
  func unusable(kind: String) async throws {
    let text: String? =
      switch kind {
      case "": nil
      case "other digest": BaselineFile.encode(Samples.baseline(ratio: 4, digest: "d2"))
      case "other name": committed.replacing("\"workload\": \"rows\"", with: "\"workload\": \"cells\"")
      default: kind
      }
    let result = try await run(baseline: text, [Self.steady(4)])
    #expect(result.outcome == .failed)
    #expect(result.findings.map(\.check) == ["perf/unusable-baseline"])
    #expect(result.findings.first?.location?.path == Self.path)
    #expect(result.findings.first?.evidence.first?.text.contains("perf accept --workload rows") == true)
  }
}
