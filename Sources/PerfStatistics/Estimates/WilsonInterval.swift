/// The interval of a probability from a number of successes: Wilson's score interval (1927), which keeps its confidence for
/// few trials and for probabilities near 0 and 1 (Brown, Cai and DasGupta, 2001).
public enum WilsonInterval {
  /// The interval of `successes` among `trials`; nil where there are no trials, more successes than trials, or a confidence
  /// that does not lie between 0 and 1.
  public static func of(_ successes: Int, among trials: Int, confidence: Double = 0.95) -> ConfidenceInterval? {
    guard trials > 0, successes >= 0, successes <= trials, confidence > 0, confidence < 1 else { return nil }
    let z = Normal.quantile(1 - (1 - confidence) / 2)
    let n = Double(trials)
    let share = Double(successes) / n
    let shrink = 1 + z * z / n
    let middle = (share + z * z / (2 * n)) / shrink
    let variance = share * (1 - share) / n + z * z / (4 * n * n)
    let reach = z / shrink * variance.squareRoot()
    // Rounding must not push an end past the share itself.
    let lower = successes == 0 ? 0 : min(max(middle - reach, 0), share)
    let upper = successes == trials ? 1 : max(min(middle + reach, 1), share)
    return ConfidenceInterval(estimate: share, lower: lower, upper: upper, confidence: confidence)
  }
}
