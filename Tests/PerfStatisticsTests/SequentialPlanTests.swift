import PerfStatistics
import Testing

@Suite("Sequential plan")
struct SequentialPlanTests {
  @Test("the shares of the looks add up to the whole", arguments: [AlphaSpending.pocockLike, .power(1), .power(1.5), .power(3)])
  func shares(spending: AlphaSpending) {
    let shares = spending.shares(looks: [6, 9, 12, 18, 24])
    let sum = shares.reduce(0, +)
    #expect(abs(sum - 1) < 1e-12)
    #expect(shares.allSatisfy { $0 > 0 })
  }

  @Test("spends as Lan and DeMets and Kim and DeMets say")
  func spending() {
    #expect(abs(AlphaSpending.pocockLike.spent(at: 0.5) - 0.620_114_507) < 1e-8)
    #expect(AlphaSpending.power(3).spent(at: 0.5) == 0.125)
    #expect(AlphaSpending.power(3).spent(at: 2) == 1)
    #expect(AlphaSpending.power(-1).spent(at: 0.25) == 0.25)
    #expect(AlphaSpending.pocockLike.shares(looks: []).isEmpty)
  }

  @Test(
    "refuses looks that do not rise", arguments: [[], [3, 6], [6, 6], [9, 6], [6, 1_001]])
  func looks(_ looks: [Int]) {
    #expect(throws: SequentialError.self) { try SequentialPlan(margin: 0.01, tolerance: 0.03, looks: looks) }
  }

  @Test("refuses margins, alphas and trims that make no sense")
  func numbers() {
    #expect(throws: SequentialError.self) { try SequentialPlan(margin: 0.03, tolerance: 0.01) }
    #expect(throws: SequentialError.self) { try SequentialPlan(margin: .nan, tolerance: 0.01) }
    #expect(throws: SequentialError.self) { try SequentialPlan(margin: 0, tolerance: 0.01, failAlpha: 0) }
    #expect(throws: SequentialError.self) { try SequentialPlan(margin: 0, tolerance: 0.01, trim: 0.3) }
    #expect(throws: SequentialError.self) { try SequentialPlan(margin: 0, tolerance: 0.01, resolution: -1) }
  }

  @Test("the fixed plans are what the checked initialiser makes")
  func fixed() throws {
    #expect(try SequentialPlan(margin: 0.01, tolerance: 0.03) == .latency)
    #expect(try SequentialPlan(margin: 0.02, tolerance: 0.10) == .tail)
    #expect(try SequentialPlan(margin: 0.01, tolerance: 0.05) == .processorTime)
    #expect(try SequentialPlan(margin: 0.01, tolerance: 0.03, failAlpha: 0.002) == SequentialPlan.latency.shared(among: 5))
  }
}
