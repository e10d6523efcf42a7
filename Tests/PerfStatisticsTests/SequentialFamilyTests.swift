import PerfStatistics
import Testing

@Suite("Sequential decisions of several workloads")
struct SequentialFamilyTests {
  private func decision(_ center: Double, _ spread: Double, plan: SequentialPlan) throws -> SequentialDecision {
    var decision = SequentialDecision(plan: plan)
    var generator = SeededGenerator(seed: 3)
    while case .goOn = decision.outcome { try decision.add(center + spread * Normal.draw(using: &generator)) }
    return decision
  }

  @Test("what was called at its part of alpha stands, whatever the others are")
  func stands() throws {
    let plan = SequentialPlan.latency.shared(among: 3)
    let outcomes = SequentialFamily.outcomes([
      "slow": try decision(0.05, 0.001, plan: plan), "same": try decision(0, 0.001, plan: plan),
      "loud": try decision(0.02, 0.08, plan: plan),
    ])
    #expect(outcomes["slow"] == .regressed)
    #expect(outcomes["same"] == .notRegressed)
    guard case .inconclusive = outcomes["loud"] else {
      Issue.record("loud is \(String(describing: outcomes["loud"]))")
      return
    }
  }

  @Test("what was called alone and does not survive the correction is inconclusive")
  func falls() throws {
    let alone = try decision(0.05, 0.001, plan: .latency)
    #expect(alone.outcome == .regressed)
    let strict = SequentialFamily.outcomes(["alone": alone], alpha: 1e-12)
    guard case .inconclusive = strict["alone"] else {
      Issue.record("it is \(String(describing: strict["alone"]))")
      return
    }
  }

  @Test("one that still goes on counts as stopped, and none is no problem")
  func goesOn() {
    #expect(SequentialFamily.outcomes(["x": SequentialDecision(plan: .latency)])["x"] == .inconclusive(smallestSlowdown: .infinity))
    #expect(SequentialFamily.outcomes([:]).isEmpty)
  }
}
