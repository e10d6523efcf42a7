import GateKit
import GateModel
import HTTPWire

@testable import ScenarioGate

/// One scenario, run on a ``FakeLauncher``.
struct GateRun {
  var outcome: CaseOutcome?
  var findings: [Finding]
  var measurements: [Measurement]

  init(_ text: String, launcher: FakeLauncher = FakeLauncher(), proxy: ProxyStarter? = nil) async throws {
    defer { launcher.stop() }
    let environment = RunEnvironment(
      seed: RootSeed(1), today: "2030-01-01", files: MemoryFileTree(["contracts/scenarios/a.yaml": text]), targets: launcher, workers: 2)
    let gate = proxy.map { ScenarioGate(settings: ScenarioSettings(), startProxy: $0) } ?? ScenarioGate()
    guard case .run(let cases) = try await gate.plan(in: environment) else { throw TargetError("nothing is planned", remedy: "Plan it") }
    let recorder = MemoryRecorder(gate: gate.id)
    try await gate.run(cases, in: environment, recorder: recorder)
    outcome = await recorder.outcomes.values.first
    findings = await recorder.findings
    measurements = await recorder.measurements
  }
}
