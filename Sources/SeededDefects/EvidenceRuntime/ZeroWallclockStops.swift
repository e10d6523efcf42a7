import ReferenceService

/// Forgets that a wall-clock budget of 0 is unbounded.
struct ZeroWallclockStops: BudgetRules {
  let healthy: any BudgetRules

  func violation(of budget: SessionBudget, usage: BudgetUsage, elapsedMilliseconds: Int, depth: Int) -> BudgetViolation? {
    if elapsedMilliseconds >= budget.maxWallclockMilliseconds { return .wallclock }
    return healthy.violation(of: budget, usage: usage, elapsedMilliseconds: elapsedMilliseconds, depth: depth)
  }

  func remainingMilliseconds(of budget: SessionBudget, elapsedMilliseconds: Int) -> Int? {
    max(0, budget.maxWallclockMilliseconds - elapsedMilliseconds)
  }
}
