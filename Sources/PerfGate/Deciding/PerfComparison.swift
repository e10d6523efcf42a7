import Foundation
import PerfStatistics

/// The comparison of a measurement with a baseline, through the control workload of each.
public struct PerfComparison: Sendable, Hashable {
  /// Workload over control, now.
  public let current: ConfidenceInterval
  /// How many times slower the workload has become, relative to the control.
  public let change: ConfidenceInterval
  public let decision: PerformanceDecision
  /// What the change must exceed to be called a slowdown: the limit, times what waiting for a processor may have made.
  public let limit: Double
  /// The smallest slowdown that this measurement would have called one.
  public let smallestDetectable: Double

  /// Nil where the measurement has no interval.
  ///
  /// Who waits for a processor in a share w of the time is up to 1 / (1 - w) times slower without being slower code, and
  /// the control with its short requests hardly: a slowdown must exceed the limit by that factor.
  ///
  /// - Parameter slowdown: the change that is a gross slowdown, above 1.
  public init?(measurement: WorkloadMeasurement, baseline: PerfBaseline, slowdown: Double) {
    let limit = slowdown / (1 - min(max(measurement.waitShare, 0), 0.95))
    guard let now = measurement.ratio.logInterval(), slowdown > 1, let called = DecisionRule(margin: limit, tolerance: limit),
      let excluded = DecisionRule(margin: slowdown, tolerance: slowdown)
    else { return nil }
    let then = baseline.ratio.map { log($0) }
    let distance = now.estimate - then.estimate
    // The two measurements are independent, so their errors add in quadrature.
    let below = hypot(now.estimate - now.lower, then.upper - then.estimate)
    let above = hypot(now.upper - now.estimate, then.estimate - then.lower)
    let logChange = ConfidenceInterval(
      estimate: distance, lower: distance - below, upper: distance + above, confidence: min(now.confidence, then.confidence))
    current = now.map { exp($0) }
    change = logChange.map { exp($0) }
    self.limit = limit
    smallestDetectable = called.smallestDetectable(change)
    switch (called.decide(change), excluded.decide(change)) {
    case (.regressed, _): decision = .regressed
    case (_, .notRegressed): decision = .notRegressed
    default: decision = .undecided
    }
  }
}
