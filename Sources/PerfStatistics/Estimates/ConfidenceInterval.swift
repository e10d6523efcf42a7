/// An estimate, and the interval that holds the true value with the given confidence.
public struct ConfidenceInterval: Sendable, Hashable {
  public let estimate: Double
  /// May be negative infinity where the data allow no lower bound.
  public let lower: Double
  /// May be infinity where the data allow no upper bound.
  public let upper: Double
  /// Between 0 and 1, for example 0.95.
  public let confidence: Double

  public init(estimate: Double, lower: Double, upper: Double, confidence: Double) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  /// The interval with `transform`, which must not fall, applied to its three numbers.
  public func map(_ transform: (Double) -> Double) -> ConfidenceInterval {
    ConfidenceInterval(estimate: transform(estimate), lower: transform(lower), upper: transform(upper), confidence: confidence)
  }

  /// True where each of the three is a number and they are in order.
  public var isOrdered: Bool { lower <= estimate && estimate <= upper }
}
