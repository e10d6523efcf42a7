import ReferenceService

/// Fails open: without an answer from the policy engine, everything is allowed.
struct EngineDownAllows: PolicyDeciding {
  let healthy: any PolicyDeciding

  func decide(_ request: PolicyRequest) async throws -> PolicyDecision {
    do {
      return try await healthy.decide(request)
    } catch PolicyFailure.unreachable {
      return PolicyDecision(allow: true, reason: "the engine is down")
    }
  }
}
