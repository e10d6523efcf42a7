import Foundation
import PerfStatistics

/// The comparison of a measurement with a baseline, through the control workload of each.
public struct PerfComparison: Sendable, Hashable {
  /// Workload over control, now.
  public let current: ConfidenceInterval
  /// How many times slower the workload has become, relative to the control.
  public let change: ConfidenceInterval
  public let decision: PerformanceDecision
  /// The smallest slowdown that this measurement would have called one.
  public let smallestDetectable: Double

  /// Nil where the measurement has no interval.
  ///
  /// - Parameter slowdown: the change that is a gross slowdown, above 1; both margin and tolerance.
  public init?(measurement: WorkloadMeasurement, baseline: PerfBaseline, slowdown: Double) {
    guard let now = measurement.ratio.logInterval(), slowdown > 1, let rule = DecisionRule(margin: slowdown, tolerance: slowdown) else {
      return nil
    }
    let then = baseline.ratio.map { log($0) }
    let distance = now.estimate - then.estimate
    // The two measurements are independent, so their errors add in quadrature.
    let below = hypot(now.estimate - now.lower, then.upper - then.estimate)
    let above = hypot(now.upper - now.estimate, then.estimate - then.lower)
    let logChange = ConfidenceInterval(
      estimate: distance, lower: distance - below, upper: distance + above, confidence: min(now.confidence, then.confidence))
    current = now.map { exp($0) }
    change = logChange.map { exp($0) }
    decision = rule.decide(change)
    smallestDetectable = rule.smallestDetectable(change)
  }
}
