import Foundation
import PerfStatistics

/// The base compared with another instance of itself, a value for each unit: what this machine makes of no change.
public struct ControlSeries: Sendable, Hashable {
  /// ln(one / other)
  public private(set) var units: [Double] = []

  /// A machine on which nothing changed and something seems to have, by more than the margin, with this probability of being wrong,
  /// decides nothing.
  static let alpha = 0.001

  public init(units: [Double] = []) { self.units = units.filter(\.isFinite) }

  mutating func add(_ logRatio: Double?) {
    if let logRatio, logRatio.isFinite { units.append(logRatio) }
  }

  /// What the machine can show; nil where there are too few units.
  public var noise: MachineNoise? { MachineNoise(units: units, plan: .latency, runs: 1, seed: 1) }

  /// Why this session is no evidence, or nil.
  public var problem: String? {
    let plan = SequentialPlan.latency
    guard let first = plan.looks.first, units.count >= first else { return nil }
    guard let mean = TrimmedMean(units, trim: plan.trim, smallestError: plan.resolution) else { return nil }
    let margin = log1p(plan.margin)
    guard mean.lowerBound(tail: Self.alpha / 2) > margin || mean.upperBound(tail: Self.alpha / 2) < -margin else { return nil }
    return "the base seems \(String(format: "%.3f", exp(mean.estimate))) times as slow as itself (control), so this machine's ratios are "
      + "no evidence; look for what treats the two differently, and measure again"
  }
}
