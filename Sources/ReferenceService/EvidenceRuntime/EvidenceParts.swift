/// The replaceable parts of the evidence runtime.
public struct EvidenceParts: Sendable {
  /// Decides whether an operator may run.
  public var policy: any PolicyDeciding
  /// Decides whether a call fits into the budget.
  public var budgetRules: any BudgetRules

  public init(policy: any PolicyDeciding, budgetRules: any BudgetRules) {
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
