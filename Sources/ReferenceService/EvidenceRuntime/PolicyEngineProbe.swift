/// The policy engine answers.
struct PolicyEngineProbe: ReadinessProbe {
  let name = "policy_engine"
  let timeout: Duration
  let client: HTTPPolicyClient

  func check() async throws { try await client.probe() }
}

extension EvidenceContext {
  /// What must be up for operators to run, besides the store; nothing where no policy engine is configured.
  static func probes(_ configuration: EvidenceConfiguration) -> [any ReadinessProbe] {
    guard configuration.policyPort != 0 else { return [] }
    let client = HTTPPolicyClient(
      host: configuration.policyHost, port: configuration.policyPort, deadline: configuration.policyDeadline)
    return [PolicyEngineProbe(timeout: configuration.policyDeadline, client: client)]
  }
}
