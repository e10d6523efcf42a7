/// The 95 % confidence interval of a proportion (Wilson, 1927), which stays inside 0...1 also for none and for all.
public struct WilsonInterval: Sendable, Hashable {
  public var lower: Double
  public var upper: Double

  /// The 97.5 % quantile of the standard normal distribution.
  private static let quantile = 1.959_963_984_540_054

  /// - Parameter trials: with none the interval is everything.
  public init(successes: Int, of trials: Int) {
    guard trials > 0 else {
      (lower, upper) = (0, 1)
      return
    }
    let count = Double(trials)
    let share = Double(min(max(successes, 0), trials)) / count
    let square = Self.quantile * Self.quantile
    let scale = 1 + square / count
    let centre = (share + square / (2 * count)) / scale
    let variance = share * (1 - share) / count + square / (4 * count * count)
    let half = Self.quantile * variance.squareRoot() / scale
    lower = successes <= 0 ? 0 : max(0, centre - half)
    upper = successes >= trials ? 1 : min(1, centre + half)
  }
}
