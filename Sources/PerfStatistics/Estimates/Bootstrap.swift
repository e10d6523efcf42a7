/// Percentile intervals by resampling, with the same result for the same seed.
public enum Bootstrap {
  /// The interval of `statistic` over `values`; nil where there are fewer than two values, no resamples, or the
  /// statistic has no value.
  ///
  /// - Parameter resamples: how often to draw; at most 100,000.
  public static func interval<Value>(
    of values: [Value], confidence: Double = 0.95, resamples: Int = 2_000, seed: UInt64, statistic: ([Value]) -> Double?
  ) -> ConfidenceInterval? {
    guard values.count >= 2, (1...100_000).contains(resamples), confidence > 0, confidence < 1 else { return nil }
    guard let estimate = statistic(values) else { return nil }
    var generator = SeededGenerator(seed: seed)
    var estimates: [Double] = []
    estimates.reserveCapacity(resamples)
    var sample = values
    for _ in 0..<resamples {
      for index in sample.indices { sample[index] = values[Int.random(in: 0..<values.count, using: &generator)] }
      guard let drawn = statistic(sample), !drawn.isNaN else { return nil }
      estimates.append(drawn)
    }
    estimates.sort()
    let tail = (1 - confidence) / 2
    let last = Double(resamples - 1)
    let lower = estimates[Int((tail * last).rounded(.down))]
    let upper = estimates[Int(((1 - tail) * last).rounded(.up))]
    return ConfidenceInterval(estimate: estimate, lower: min(lower, estimate), upper: max(upper, estimate), confidence: confidence)
  }
}
