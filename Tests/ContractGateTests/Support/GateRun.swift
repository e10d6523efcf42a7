import ContractGate
import GateKit
import GateModel

/// Runs the gate on a service and keeps what it said.
struct GateRun {
  let outcomes: [CaseID: CaseOutcome]
  let findings: [Finding]
  let cases: [PlannedCase]

  init(
    document: String = FixtureService.document,
    settings: ContractSettings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 200), seed: UInt64 = 1,
    workers: Int = 4, identities: [String: TargetIdentity] = FixtureTarget.admin,
    renewal: (@Sendable () -> [String: TargetIdentity])? = nil, handler: @escaping FixtureServer.Handler
  ) async throws {
    let environment = RunEnvironment(
      seed: RootSeed(seed), today: "2026-01-01", files: MemoryFileTree(["openapi.yaml": document]),
      targets: FixtureLauncher(handler: handler, identities: identities, renewal: renewal), workers: workers)
    let gate = ContractGate(settings)
    guard case .run(let cases) = try await gate.plan(in: environment) else {
      (outcomes, findings, self.cases) = ([:], [], [])
      return
    }
    let recorder = MemoryRecorder(gate: gate.id, seed: environment.seed)
    try await gate.run(cases, in: environment, recorder: recorder)
    outcomes = await recorder.outcomes
    findings = await recorder.findings.sorted { ($0.check, $0.subject, $0.message) < ($1.check, $1.subject, $1.message) }
    self.cases = cases
  }

  init(_ bug: FixtureService.Bug?, seed: UInt64 = 1, workers: Int = 4) async throws {
    let service = FixtureService(bug)
    try await self.init(seed: seed, workers: workers) { service.reply(to: $0) }
  }
}
