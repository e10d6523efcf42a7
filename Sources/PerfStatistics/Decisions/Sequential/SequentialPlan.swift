import Foundation

/// What a sequential decision decides, how surely, and when it looks.
///
/// Units are measured until one of two questions is answered: is the slowdown larger than `margin` (fail), or smaller than
/// `tolerance` (pass)? Both errors are bounded by what the plan says, not by a look's luck.
public struct SequentialPlan: Sendable, Hashable {
  /// A slowdown above this is called one; 0.01 is 1 %.
  public let margin: Double
  /// A slowdown is excluded when it is surely below this.
  public let tolerance: Double
  /// After how many units the data are looked at, rising; the last is the largest number of units.
  public let looks: [Int]
  /// The probability of calling a slowdown where there is none above the margin, over all looks.
  public private(set) var failAlpha: Double
  /// The probability of excluding a slowdown that reaches the tolerance, over all looks.
  public let passAlpha: Double
  public let spending: AlphaSpending
  /// The share of units that is cut off at each end.
  public let trim: Double
  /// No error of a mean is taken to be smaller than this (of a logarithm): clocks tick, and equal values prove no certainty.
  public let resolution: Double
  /// With which probability the smallest slowdown that an inconclusive run names would have been seen.
  public let power: Double

  /// One for each look.
  private(set) var levels: [LookLevel] = []

  /// - Throws: ``SequentialError/invalidPlan(_:)``.
  public init(
    margin: Double, tolerance: Double, looks: [Int] = Self.standardLooks, failAlpha: Double = 0.01, passAlpha: Double = 0.05,
    spending: AlphaSpending = Self.standardSpending, trim: Double = 0.2, resolution: Double = 0.000_1, power: Double = 0.8
  ) throws(SequentialError) {
    guard margin >= 0, tolerance >= margin, tolerance.isFinite else {
      throw .invalidPlan("the margin is \(margin) and the tolerance \(tolerance); 0 <= margin <= tolerance is needed")
    }
    guard let first = looks.first, let last = looks.last, first >= 4, last <= 1_000, zip(looks, looks.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .invalidPlan("the looks are \(looks); they must rise, from 4 or more to at most 1000") }
    guard failAlpha > 0, failAlpha < 0.5, passAlpha > 0, passAlpha < 0.5, power > 0, power < 1 else {
      throw .invalidPlan("alphas must lie between 0 and 0.5 and the power between 0 and 1, they are \(failAlpha), \(passAlpha), \(power)")
    }
    guard trim >= 0, trim <= 0.25, resolution >= 0, resolution.isFinite else {
      throw .invalidPlan("the trim is \(trim), 0 to 0.25 is possible; the resolution is \(resolution), it must not be negative")
    }
    self.init(
      unchecked: margin, tolerance, looks: looks, failAlpha: failAlpha, passAlpha: passAlpha, spending: spending, trim: trim,
      resolution: resolution, power: power)
  }

  private init(
    unchecked margin: Double, _ tolerance: Double, looks: [Int] = Self.standardLooks, failAlpha: Double = 0.01, passAlpha: Double = 0.05,
    spending: AlphaSpending = Self.standardSpending, trim: Double = 0.2, resolution: Double = 0.000_1, power: Double = 0.8
  ) {
    self.margin = margin
    self.tolerance = tolerance
    self.looks = looks
    self.failAlpha = failAlpha
    self.passAlpha = passAlpha
    self.spending = spending
    self.trim = trim
    self.resolution = resolution
    self.power = power
    levels = makeLevels()
  }

  private func makeLevels() -> [LookLevel] {
    zip(looks, spending.shares(looks: looks)).compactMap { LookLevel(units: $0, share: $1, plan: self) }
  }

  public static let standardLooks = [6, 9, 12, 18, 24]
  /// Between Pocock's and O'Brien and Fleming's: a first look at six units has three degrees of freedom, where a large share
  /// buys little. `ci/benchmark-statistics` shows what false alarms and power come of it, also where units depend on each other.
  public static let standardSpending = AlphaSpending.power(1.5)

  /// Medians of paired single requests: margin 1 %, tolerance 3 %.
  public static let latency = SequentialPlan(unchecked: 0.01, 0.03)
  /// The 99th percentile under load: margin 2 %, tolerance 10 %.
  public static let tail = SequentialPlan(unchecked: 0.02, 0.10)
  /// Processor time for each request under load: margin 1 %, tolerance 5 %.
  public static let processorTime = SequentialPlan(unchecked: 0.01, 0.05)

  /// The plan for one of `count` workloads that are judged together: each stops for a slowdown at its part of the alpha, so
  /// that what it called stands after Holm's correction (``SequentialFamily``). The alpha of passing stays: the gate passes
  /// only where every workload does (intersection-union; Berger, 1982).
  public func shared(among count: Int) -> SequentialPlan {
    var plan = self
    plan.failAlpha = failAlpha / Double(max(count, 1))
    plan.levels = plan.makeLevels()
    return plan
  }

  var logMargin: Double { log1p(margin) }
  var logTolerance: Double { log1p(tolerance) }
}
