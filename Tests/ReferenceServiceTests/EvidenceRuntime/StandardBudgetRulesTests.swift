import ReferenceService
import Testing

@Suite struct StandardBudgetRulesTests {
  private let rules = StandardBudgetRules()

  private func budget(wallclock: Int = 1_000) -> SessionBudget {
    SessionBudget(maxCalls: 2, maxBytes: 10, maxWallclockMilliseconds: wallclock, maxDepth: 1, maxParallelism: 1)
  }

  @Test(
    "A call fits until the first budget is used up",
    arguments: [
      (0, 0, 0, 1, nil), (1, 9, 999, 1, nil), (2, 0, 0, 1, BudgetViolation.calls), (0, 10, 0, 1, .bytes), (0, 0, 1_000, 1, .wallclock),
      (0, 0, 0, 2, .depth),
    ] as [(Int, Int, Int, Int, BudgetViolation?)])
  func violations(calls: Int, bytes: Int, elapsed: Int, depth: Int, expected: BudgetViolation?) {
    let found = rules.violation(
      of: budget(), usage: BudgetUsage(calls: calls, bytes: bytes), elapsedMilliseconds: elapsed, depth: depth)
    #expect(found == expected)
  }

  @Test("A wall-clock budget of 0 is unbounded, and only that one")
  func zero() {
    #expect(rules.remainingMilliseconds(of: budget(wallclock: 0), elapsedMilliseconds: 1_000_000) == nil)
    #expect(rules.remainingMilliseconds(of: budget(), elapsedMilliseconds: 400) == 600)
    #expect(rules.remainingMilliseconds(of: budget(), elapsedMilliseconds: 4_000) == 0)
    let usage = BudgetUsage(calls: 0, bytes: 0)
    #expect(rules.violation(of: budget(wallclock: 0), usage: usage, elapsedMilliseconds: 1_000_000, depth: 1) == nil)
  }
}
