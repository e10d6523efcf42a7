/// The replaceable parts of the evidence runtime.
public struct EvidenceParts: Sendable {
  /// Decides whether an operator may run.
  public var policy: any PolicyDeciding
  /// Decides whether a call fits into the budget.
  public var budgetRules: any BudgetRules

  /// Keeps tenants to their open sessions.
  public var quota: any SessionQuotaKeeping

  public init(policy: any PolicyDeciding, budgetRules: any BudgetRules, quota: any SessionQuotaKeeping = AtomicSessionQuota()) {
    self.quota = quota
    self.policy = policy
    self.budgetRules = budgetRules
  }

  /// The parts that ship.
  public static func healthy(_ configuration: EvidenceConfiguration) -> EvidenceParts {
    EvidenceParts(
      policy: HTTPPolicyClient(
        host: configuration.policyHost, port: configuration.policyPort, deadline: configuration.policyDeadline),
      budgetRules: StandardBudgetRules())
  }
}
