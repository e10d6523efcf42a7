/// Decides whether one more call fits into a session's budget. The same rules hold wherever a budget is enforced.
public protocol BudgetRules: Sendable {
  /// - Parameters:
  ///   - elapsedMilliseconds: Since the session was created.
  ///   - depth: Of the call.
  /// - Returns: The first budget that is used up, or nil if the call may run.
  func violation(of budget: SessionBudget, usage: BudgetUsage, elapsedMilliseconds: Int, depth: Int) -> BudgetViolation?

  /// Milliseconds that are left, or nil if the wall clock is not limited.
  func remainingMilliseconds(of budget: SessionBudget, elapsedMilliseconds: Int) -> Int?
}

/// The rules as documented on `SessionBudget`.
public struct StandardBudgetRules: BudgetRules {
  public init() {}

  public func violation(
    of budget: SessionBudget, usage: BudgetUsage, elapsedMilliseconds: Int, depth: Int
  ) -> BudgetViolation? {
    if let remaining = remainingMilliseconds(of: budget, elapsedMilliseconds: elapsedMilliseconds), remaining <= 0 { return .wallclock }
    if usage.calls >= budget.maxCalls { return .calls }
    if usage.bytes >= budget.maxBytes { return .bytes }
    if depth > budget.maxDepth { return .depth }
    return nil
  }

  public func remainingMilliseconds(of budget: SessionBudget, elapsedMilliseconds: Int) -> Int? {
    budget.maxWallclockMilliseconds == 0 ? nil : max(0, budget.maxWallclockMilliseconds - elapsedMilliseconds)
  }
}
