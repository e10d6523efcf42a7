import PostgresAccess

/// The policy engine answers.
struct PolicyEngineProbe: ReadinessProbe {
  let name = "policy_engine"
  let timeout: Duration
  let client: HTTPPolicyClient

  func check() async throws { try await client.probe() }
}

extension EvidenceContext {
  /// What must be up for operators to run, besides the store: the policy engine, where one is configured, and the ledger.
  static func probes(_ configuration: EvidenceConfiguration, store: PostgresPool) -> [any ReadinessProbe] {
    guard configuration.policyPort != 0 else { return [LedgerProbe(store: store)] }
    let client = HTTPPolicyClient(
      host: configuration.policyHost, port: configuration.policyPort, deadline: configuration.policyDeadline)
    return [PolicyEngineProbe(timeout: configuration.policyDeadline, client: client), LedgerProbe(store: store)]
  }
}
