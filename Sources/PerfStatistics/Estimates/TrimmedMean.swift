/// A trimmed mean with its standard error from the winsorised deviation, as Yuen's test takes it (Yuen, 1974; Tukey and
/// McLaughlin, 1963; Wilcox, "Introduction to Robust Estimation", 3.3).
///
/// ``RobustMean`` divides the winsorised deviation by the nominal share that is kept, `1 - 2 * trim`; this one by what was in
/// fact kept, which differs where `trim * count` is no whole number. With 6, 9 or 12 values that is up to a fifth of the error.
public struct TrimmedMean: Sendable, Hashable {
  public let estimate: Double
  public let standardError: Double
  /// One less than the number of values that were kept.
  public let degreesOfFreedom: Double

  private let distribution: StudentT

  /// Nil where fewer than two values would remain, a value is not finite, or `trim` does not lie in 0..<0.5.
  ///
  /// - Parameters:
  ///   - trim: the share that is cut off at each end.
  ///   - smallestError: no standard error is taken to be smaller; the resolution of what was measured.
  public init?(_ values: [Double], trim: Double = 0.2, smallestError: Double = 0) {
    guard trim >= 0, trim < 0.5, values.allSatisfy(\.isFinite) else { return nil }
    let cut = Int(trim * Double(values.count))
    let kept = values.count - 2 * cut
    guard kept >= 2, let distribution = StudentT(degreesOfFreedom: Double(kept - 1)) else { return nil }
    let sorted = values.sorted()
    estimate = sorted[cut..<values.count - cut].reduce(0, +) / Double(kept)
    let lowest = sorted[cut]
    let highest = sorted[values.count - 1 - cut]
    let clipped = sorted.map { min(max($0, lowest), highest) }
    let mean = clipped.reduce(0, +) / Double(clipped.count)
    let squares = clipped.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(kept * (kept - 1))).squareRoot()
    guard estimate.isFinite, error.isFinite else { return nil }
    standardError = max(error, smallestError)
    degreesOfFreedom = Double(kept - 1)
    self.distribution = distribution
  }

  /// The bound above which the true value lies, but for the probability `tail`.
  public func lowerBound(tail: Double) -> Double { estimate - distribution.quantile(1 - tail) * standardError }

  /// The bound below which the true value lies, but for the probability `tail`.
  public func upperBound(tail: Double) -> Double { estimate + distribution.quantile(1 - tail) * standardError }

  /// The probability of an estimate this high or higher if the true value were `value`.
  public func probabilityAbove(_ value: Double) -> Double {
    guard standardError > 0 else { return estimate > value ? 0 : 1 }
    return distribution.cumulative((value - estimate) / standardError)
  }
}
