/// Intervals of a statistic of a series of pairs, by drawing blocks of neighbouring pairs around a circle (Politis and Romano,
/// 1992): pairs keep what disturbs both of their sides, and blocks what neighbouring pairs share.
public enum PairedBlockBootstrap {
  /// The percentile interval of `statistic`; nil where there are fewer than eight pairs, `resamples` does not lie in
  /// 1...100,000, or the statistic has no finite value.
  ///
  /// - Parameters:
  ///   - count: how many pairs there are.
  ///   - blockLength: pairs in a block; nil for the cube root of `count`, the rate that is best for a quantile of the
  ///     statistic's distribution up to a constant (Hall, Horowitz and Jing, 1995).
  ///   - statistic: its value where the pair at each index counts as often as said.
  public static func interval(
    count: Int, blockLength: Int? = nil, confidence: Double = 0.95, resamples: Int = 999, seed: UInt64,
    statistic: ([Int]) -> Double?
  ) -> ConfidenceInterval? {
    guard count >= 8, (1...100_000).contains(resamples), confidence > 0, confidence < 1 else { return nil }
    guard let estimate = statistic([Int](repeating: 1, count: count)), estimate.isFinite else { return nil }
    let length = min(max(blockLength ?? cubeRoot(count), 1), count)
    var generator = SeededGenerator(seed: seed)
    var estimates: [Double] = []
    estimates.reserveCapacity(resamples)
    var weights = [Int](repeating: 0, count: count)
    for _ in 0..<resamples {
      for index in weights.indices { weights[index] = 0 }
      var drawn = 0
      while drawn < count {
        let start = Int.random(in: 0..<count, using: &generator)
        let taken = min(length, count - drawn)
        for offset in 0..<taken { weights[(start + offset) % count] += 1 }
        drawn += taken
      }
      guard let value = statistic(weights), value.isFinite else { return nil }
      estimates.append(value)
    }
    estimates.sort()
    let tail = (1 - confidence) / 2
    // The ranks of (resamples + 1) equally likely places (Davison and Hinkley, 2.4.1).
    let places = Double(resamples + 1)
    let low = min(max(Int((tail * places).rounded(.down)), 1), resamples)
    let high = min(max(Int(((1 - tail) * places).rounded(.up)), 1), resamples)
    return ConfidenceInterval(
      estimate: estimate, lower: min(estimates[low - 1], estimate), upper: max(estimates[high - 1], estimate), confidence: confidence)
  }

  private static func cubeRoot(_ number: Int) -> Int {
    var root = 1
    while (root + 1) * (root + 1) * (root + 1) <= number { root += 1 }
    return root
  }
}
