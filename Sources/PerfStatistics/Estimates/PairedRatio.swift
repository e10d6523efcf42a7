import Foundation

/// How much slower one thing is than another, measured in pairs: the ratio's logarithm is averaged robustly, so that
/// what disturbs both of a pair cancels, and what disturbs one pair hardly counts.
public struct PairedRatio: Sendable, Hashable {
  /// ln(candidate / base) of each pair.
  public private(set) var logRatios: [Double] = []

  public init() {}

  /// Takes one pair; returns false, and keeps nothing, where a value is not above 0 and finite.
  @discardableResult
  public mutating func add(base: Double, candidate: Double) -> Bool {
    let ratio = log(candidate / base)
    guard base > 0, candidate > 0, ratio.isFinite else { return false }
    logRatios.append(ratio)
    return true
  }

  /// Takes the pairs of another measurement.
  public mutating func add(contentsOf other: PairedRatio) { logRatios += other.logRatios }

  /// The interval of ln(candidate / base); nil where there are too few pairs.
  public func logInterval(trim: Double = 0.2, confidence: Double = 0.95) -> ConfidenceInterval? {
    RobustMean.interval(of: logRatios, trim: trim, confidence: confidence)
  }

  /// The interval of candidate / base; nil where there are too few pairs.
  public func interval(trim: Double = 0.2, confidence: Double = 0.95) -> ConfidenceInterval? {
    logInterval(trim: trim, confidence: confidence)?.map { exp($0) }
  }

  /// The median of ln(candidate / base), the value of a unit of alternating single requests; nil where there are no pairs.
  public var median: Double? {
    guard !logRatios.isEmpty else { return nil }
    let sorted = logRatios.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
