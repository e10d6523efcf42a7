import ReferenceService

/// What can be wrong with the evidence runtime.
enum EvidenceRuntimeDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "policy.engine-down-allows", requirements: ["S1-M3"], "A policy engine that cannot be reached is treated as a permission.",
      change: .parts { $0.evidence.policy = EngineDownAllows(healthy: $0.evidence.policy) }),
    SeededDefect(
      "budget.zero-wallclock-stops", requirements: ["S1-H9"],
      "A wall-clock budget of 0 is compared as an elapsed limit, and stops the run at once.",
      change: .parts { $0.evidence.budgetRules = ZeroWallclockStops(healthy: $0.evidence.budgetRules) }),
    SeededDefect(
      "quota.count-then-insert", requirements: ["GH-QUOTA-1"], "The open sessions of a tenant are looked at, and then counted.",
      change: .parts { $0.evidence.quota = CountThenInsert(healthy: $0.evidence.quota) }),
    SeededDefect(
      "schema.init-missing-runtime", requirements: ["S1-C2"], "The base schema lacks session_runtime; only a migration creates it.",
      change: .schema { schema in schema.base = schema.base.replacing(EvidenceSchema.runtime, with: "") }),
  ]
}
