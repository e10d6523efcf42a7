/// A trimmed mean with an interval that single wild values cannot move: winsorised error, Student's t
/// (Tukey and McLaughlin, 1963; Yuen, 1974).
public enum RobustMean {
  /// The interval of the mean of `values`, with the fraction `trim` cut off at each end; nil where fewer than two values
  /// would remain, a value is not finite, or `trim` does not lie in 0..<0.5.
  public static func interval(of values: [Double], trim: Double = 0.2, confidence: Double = 0.95) -> ConfidenceInterval? {
    guard trim >= 0, trim < 0.5, confidence > 0, confidence < 1, values.allSatisfy(\.isFinite) else { return nil }
    let cut = Int(trim * Double(values.count))
    let kept = values.count - 2 * cut
    guard kept >= 2, let distribution = StudentT(degreesOfFreedom: Double(kept - 1)) else { return nil }
    let sorted = values.sorted()
    let middle = sorted[cut..<values.count - cut]
    let mean = middle.reduce(0, +) / Double(kept)
    let error = winsorisedDeviation(sorted, cut: cut) / ((1 - 2 * trim) * Double(values.count).squareRoot())
    let reach = distribution.quantile(1 - (1 - confidence) / 2) * error
    return ConfidenceInterval(estimate: mean, lower: mean - reach, upper: mean + reach, confidence: confidence)
  }

  /// The standard deviation after the `cut` values at each end were replaced by their inner neighbours.
  private static func winsorisedDeviation(_ sorted: [Double], cut: Int) -> Double {
    let lowest = sorted[cut]
    let highest = sorted[sorted.count - 1 - cut]
    let clipped = sorted.map { min(max($0, lowest), highest) }
    let mean = clipped.reduce(0, +) / Double(clipped.count)
    let squares = clipped.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(clipped.count - 1)).squareRoot()
  }
}
