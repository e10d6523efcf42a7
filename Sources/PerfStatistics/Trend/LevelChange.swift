/// By how much the level of two independent groups of values differs: trimmed means, Yuen's and Welch's interval (Yuen, 1974).
public enum LevelChange {
  /// The interval of the second level minus the first; without bounds where a group has fewer than two values.
  public static func interval(from before: [Double], to after: [Double], confidence: Double = 0.95) -> ConfidenceInterval {
    func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
    guard let old = TrimmedMean(before), let new = TrimmedMean(after) else {
      return ConfidenceInterval(estimate: mean(after) - mean(before), lower: -.infinity, upper: .infinity, confidence: confidence)
    }
    let estimate = new.estimate - old.estimate
    let oldSquare = old.standardError * old.standardError
    let newSquare = new.standardError * new.standardError
    let square = oldSquare + newSquare
    let parts = oldSquare * oldSquare / old.degreesOfFreedom + newSquare * newSquare / new.degreesOfFreedom
    guard square > 0, parts > 0, let distribution = StudentT(degreesOfFreedom: square * square / parts) else {
      return ConfidenceInterval(estimate: estimate, lower: estimate, upper: estimate, confidence: confidence)
    }
    let reach = distribution.quantile(1 - (1 - confidence) / 2) * square.squareRoot()
    return ConfidenceInterval(estimate: estimate, lower: estimate - reach, upper: estimate + reach, confidence: confidence)
  }
}
