import GateKit
import GateModel

@testable import GuardGate

/// What one rule says about one tree.
struct Inspection {
  var outcome: CaseOutcome?
  var findings: [Finding]

  init(
    _ rule: String, _ tree: any FileTree, targets: any TargetLauncher = NoTarget(), settings: GuardSettings = GuardSettings()
  ) async throws {
    let gate = GuardGate(settings: settings)
    let environment = RunEnvironment(seed: RootSeed(1), today: "2026-01-01", files: tree, targets: targets)
    guard case .run(let cases) = try await gate.plan(in: environment) else {
      outcome = nil
      findings = []
      return
    }
    let recorder = MemoryRecorder(gate: gate.id)
    try await gate.run(cases.filter { $0.check.rawValue == "guard/\(rule)" }, in: environment, recorder: recorder)
    outcome = await recorder.outcomes.values.first
    findings = await recorder.findings
  }

  init(_ rule: String, files: [String: String]) async throws {
    try await self.init(rule, MemoryFileTree(files))
  }

  var messages: [String] { findings.map(\.message) }
}

extension Finding {
  /// Path and line.
  var place: String {
    guard let location else { return "-" }
    return location.line.map { "\(location.path):\($0)" } ?? location.path
  }
}
