/// What an interval says about a slowdown.
public enum PerformanceDecision: String, Sendable, Hashable, CaseIterable {
  /// The slowdown is real: even the interval's lower end lies above the margin.
  case regressed
  /// No slowdown that matters: the interval's upper end lies below the tolerance.
  case notRegressed
  /// The interval holds both; more measuring, or a quieter machine, is needed.
  case undecided
}

/// Decides from an interval of a quantity where more is worse, for example a ratio of latencies.
public struct DecisionRule: Sendable, Hashable {
  /// A slowdown is called one when the interval's lower end lies above this.
  public let margin: Double
  /// It is excluded when the interval's upper end lies below this.
  public let tolerance: Double

  /// Both in the interval's own unit; nil where one is not a number, or the tolerance lies below the margin, since a
  /// slowdown between the two could then neither be called nor excluded.
  public init?(margin: Double, tolerance: Double) {
    guard margin.isFinite, tolerance.isFinite, tolerance >= margin else { return nil }
    self.margin = margin
    self.tolerance = tolerance
  }

  /// A lower end above the margin decides first, also where the whole interval lies below the tolerance.
  public func decide(_ interval: ConfidenceInterval?) -> PerformanceDecision {
    guard let interval, interval.isOrdered else { return .undecided }
    if interval.lower > margin { return .regressed }
    if interval.upper < tolerance { return .notRegressed }
    return .undecided
  }

  /// The smallest true value that an interval of this width would have called a slowdown.
  public func smallestDetectable(_ interval: ConfidenceInterval) -> Double { margin + (interval.estimate - interval.lower) }
}
