import PerfStatistics
import Testing

@Suite("Decision rule")
struct DecisionRuleTests {
  @Test(
    "decides by where the interval lies",
    arguments: [
      (1.05, 1.10, PerformanceDecision.regressed),
      (0.95, 1.02, .notRegressed),
      (1.011, 1.02, .regressed),
      (0.99, 1.05, .undecided),
      (1.01, 1.03, .undecided),
      (-.infinity, 1.02, .notRegressed),
      (0.9, .infinity, .undecided),
      (2, .infinity, .regressed),
    ] as [(Double, Double, PerformanceDecision)])
  func decides(lower: Double, upper: Double, expected: PerformanceDecision) throws {
    let rule = try #require(DecisionRule(margin: 1.01, tolerance: 1.03))
    let estimate = lower.isFinite ? lower : upper
    let interval = ConfidenceInterval(estimate: estimate, lower: lower, upper: upper, confidence: 0.95)
    #expect(rule.decide(interval) == expected)
  }

  @Test("no interval, or one that is not a number, decides nothing")
  func nothing() throws {
    let rule = try #require(DecisionRule(margin: 1, tolerance: 1))
    #expect(rule.decide(nil) == .undecided)
    #expect(rule.decide(ConfidenceInterval(estimate: .nan, lower: 5, upper: 6, confidence: 0.95)) == .undecided)
    #expect(rule.decide(ConfidenceInterval(estimate: 5, lower: .nan, upper: 6, confidence: 0.95)) == .undecided)
  }

  @Test("a tolerance below the margin is no rule")
  func refuses() {
    #expect(DecisionRule(margin: 1.1, tolerance: 1.0) == nil)
    #expect(DecisionRule(margin: .nan, tolerance: 1.0) == nil)
  }

  @Test("says which slowdown it would have seen")
  func detectable() throws {
    let rule = try #require(DecisionRule(margin: 2, tolerance: 2))
    #expect(rule.smallestDetectable(ConfidenceInterval(estimate: 1.1, lower: 0.8, upper: 1.4, confidence: 0.95)) == 2 + (1.1 - 0.8))
  }
}
