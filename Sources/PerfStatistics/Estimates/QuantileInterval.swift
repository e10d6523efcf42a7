/// Confidence intervals of quantiles from order statistics: how many of n values lie below the true quantile is
/// binomial, whatever the values' distribution (David and Nagaraja, "Order Statistics", 7.1).
public enum QuantileInterval {
  /// The ranks, the first being 1, whose values enclose the quantile; nil where a side has no such rank.
  public struct Ranks: Sendable, Hashable {
    public let lower: Int64?
    public let upper: Int64?
  }

  /// The ranks for `count` values, or nil where an argument lies outside its range.
  public static func ranks(count: Int64, quantile: Double, confidence: Double) -> Ranks? {
    guard count > 0, quantile > 0, quantile < 1, confidence > 0, confidence < 1 else { return nil }
    guard let binomial = Binomial(trials: count, probability: quantile) else { return nil }
    let tail = (1 - confidence) / 2
    let lower = binomial.quantile(tail)
    let upper = binomial.quantile(1 - tail) + 1
    return Ranks(lower: lower >= 1 ? lower : nil, upper: upper <= count ? upper : nil)
  }

  /// The interval of a histogram's quantile; nil where the histogram is empty or an argument outside its range.
  public static func of(_ histogram: LatencyHistogram, quantile: Double, confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let ranks = ranks(count: histogram.count, quantile: quantile, confidence: confidence) else { return nil }
    guard let estimate = histogram.quantile(quantile) else { return nil }
    let lower = ranks.lower.flatMap(histogram.value(atRank:)).map(Double.init)
    let upper = ranks.upper.flatMap(histogram.value(atRank:)).map(Double.init)
    return ConfidenceInterval(
      estimate: Double(estimate), lower: lower ?? -.infinity, upper: upper ?? .infinity, confidence: confidence)
  }
}
