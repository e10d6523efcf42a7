import Foundation

/// What this machine can show, from units in which base and candidate were the same thing.
public struct MachineNoise: Sendable, Hashable {
  /// Candidate over base, which should hold 1; trimmed, 95 %.
  public let ratio: ConfidenceInterval
  /// The robust standard deviation of one unit's logarithm.
  public let unitDeviation: Double
  /// By number of units, the slowdown, as a share, that a look after so many would call with the plan's power.
  public let smallestSlowdowns: [Int: Double]
  /// How often the plan calls a slowdown of such units, with Wilson's interval.
  public let falseAlarms: ConfidenceInterval

  /// Nil where there are fewer units than the plan's first look needs, or one is not finite.
  ///
  /// - Parameters:
  ///   - units: ln(candidate / base) of units of the same thing.
  ///   - runs: how often the plan is run over units that are drawn from these, 1 to 100,000.
  public init?(units: [Double], plan: SequentialPlan, runs: Int = 1_000, seed: UInt64) {
    guard let first = plan.looks.first, let last = plan.looks.last, units.count >= first, (1...100_000).contains(runs) else { return nil }
    guard let mean = TrimmedMean(units, trim: plan.trim, smallestError: plan.resolution) else { return nil }
    ratio = ConfidenceInterval(
      estimate: exp(mean.estimate), lower: exp(mean.lowerBound(tail: 0.025)), upper: exp(mean.upperBound(tail: 0.025)), confidence: 0.95)
    unitDeviation = mean.standardError * Double(units.count).squareRoot()
    var smallest: [Int: Double] = [:]
    for (look, level) in zip(plan.looks, plan.levels) {
      smallest[look] = expm1(plan.logMargin + (level.below + level.beyond) * unitDeviation / Double(look).squareRoot())
    }
    smallestSlowdowns = smallest
    var generator = SeededGenerator(seed: seed)
    var alarms = 0
    for _ in 0..<runs {
      var decision = SequentialDecision(plan: plan)
      for _ in 0..<last {
        guard case .goOn = decision.outcome else { break }
        // Units were checked to be finite, and none is added after the decision.
        _ = try? decision.add(units[Int.random(in: 0..<units.count, using: &generator)])
      }
      if decision.outcome == .regressed { alarms += 1 }
    }
    guard let rate = WilsonInterval.of(alarms, among: runs) else { return nil }
    falseAlarms = rate
  }
}
