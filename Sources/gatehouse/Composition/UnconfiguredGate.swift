import GateKit
import GateModel

/// Stands for a gate that the configuration has no section for: it shows up as skipped, with the reason.
struct UnconfiguredGate: Gate {
  let id: GateID
  let section: String
  var summary: String { "not configured" }
  var checks: [CheckDescriptor] { [] }

  func plan(in environment: RunEnvironment) async throws -> GatePlan {
    .skip(reason: "gatehouse.yml has no section '\(section)'")
  }

  func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {}
}
