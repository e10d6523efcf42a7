/// The binomial distribution: successes in `trials` independent trials.
public struct Binomial: Sendable, Hashable {
  public let trials: Int64
  public let probability: Double

  /// Nil where `trials` is negative or `probability` does not lie between 0 and 1.
  public init?(trials: Int64, probability: Double) {
    guard trials >= 0, probability >= 0, probability <= 1 else { return nil }
    self.trials = trials
    self.probability = probability
  }

  /// The probability of at most `successes`.
  public func cumulative(_ successes: Int64) -> Double {
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    return IncompleteBeta.value(1 - probability, a: Double(trials - successes), b: Double(successes) + 1)
  }

  /// The smallest number of successes whose cumulative probability is at least `p`.
  public func quantile(_ p: Double) -> Int64 {
    var low: Int64 = 0
    var high = trials
    while low < high {
      let middle = low + (high - low) / 2
      if cumulative(middle) >= p { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
