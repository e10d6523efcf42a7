import Foundation

/// What one look at the units saw. All numbers are logarithms of ratios, except where said.
public struct SequentialLook: Sendable, Hashable {
  /// How many units there were.
  public let units: Int
  public let mean: TrimmedMean
  /// The slowdown lies above this, at the level of this look.
  public let lower: Double
  /// The slowdown lies below this, at the level of this look.
  public let upper: Double
  /// The probability of such units if the slowdown were the margin, divided by this look's share of the alpha: at most the
  /// alpha where the slowdown is called, and never above 1.
  public let pValue: Double
  /// The slowdown, as a share, that this look would have called with the plan's power.
  public let smallestSlowdown: Double

  init?(units: [Double], level: LookLevel, plan: SequentialPlan) {
    guard let mean = TrimmedMean(units, trim: plan.trim, smallestError: plan.resolution) else { return nil }
    self.units = units.count
    self.mean = mean
    lower = mean.estimate - level.below * mean.standardError
    upper = mean.estimate + level.above * mean.standardError
    pValue = min(mean.probabilityAbove(plan.logMargin) / level.share, 1)
    smallestSlowdown = expm1(plan.logMargin + (level.below + level.beyond) * mean.standardError)
  }
}
