import GateModel
import PerfStatistics

/// What a workload's case ends with.
public enum PerfVerdict: Sendable, Hashable {
  case passed
  case slower(PerfComparison)
  case overBudget(quantile: String, interval: ConfidenceInterval, limit: Duration)
  case undecided(String)
}

/// Decides a case from its numbers. It never calls a slowdown that the numbers do not prove.
public struct PerfJudge: Sendable {
  /// Fewer pairs than this have no useful interval.
  public static let fewestPairs = 6

  /// Absolute latencies of a machine that is busier than this are no baseline, and break no budget. The service and the load generator
  /// wait for each other also where nobody else runs: measured on two quiet cores 0.33 to 0.34, with a compiler beside them 0.55.
  static let quietShare = 0.45

  public let slowdown: Double
  public let budgets: [LatencyBudget]

  public init(slowdown: Double, budgets: [LatencyBudget] = []) {
    self.slowdown = slowdown
    self.budgets = budgets
  }

  /// True where the best guess from this measurement alone is a gross slowdown, whatever its error.
  public func confirms(_ measurement: WorkloadMeasurement, against baseline: PerfBaseline) -> Bool {
    guard let comparison = PerfComparison(measurement: measurement, baseline: baseline, slowdown: slowdown) else { return false }
    return comparison.change.estimate > comparison.limit
  }

  public func judge(_ measurement: WorkloadMeasurement, against baseline: PerfBaseline) -> PerfVerdict {
    if let problem = measurement.auditProblem { return .undecided("\(problem)") }
    for budget in budgets {
      let interval = QuantileInterval.of(measurement.workloadLatency, quantile: budget.quantile)
      if let interval, interval.lower > budget.nanoseconds {
        guard measurement.waitShare <= Self.quietShare else {
          return .undecided(
            "\(budget.name) is above its budget, and the machine kept this process waiting \(PerfText.percent(measurement.waitShare)) of "
              + "the time, at most \(PerfText.percent(Self.quietShare)) are let pass; a latency of that time is the machine's")
        }
        return .overBudget(quantile: budget.name, interval: interval, limit: budget.limit)
      }
    }
    let pairs = measurement.ratio.logRatios.count
    guard pairs >= Self.fewestPairs else {
      return .undecided(
        "only \(pairs) of \(pairs + measurement.thinPairs) slice pairs had enough iterations; \(Self.fewestPairs) are needed")
    }
    guard let comparison = PerfComparison(measurement: measurement, baseline: baseline, slowdown: slowdown) else {
      return .undecided("the slices give no interval")
    }
    switch comparison.decision {
    case .regressed: return .slower(comparison)
    case .notRegressed: return .passed
    case .undecided:
      let change = comparison.change
      return .undecided(
        "the change against the baseline lies between \(PerfText.ratio(change.lower)) and \(PerfText.ratio(change.upper)), "
          + "the limit is \(PerfText.ratio(slowdown)); the machine kept this process waiting \(PerfText.percent(measurement.waitShare)) "
          + "of the time, so that this run would have seen \(PerfText.ratio(comparison.smallestDetectable))")
    }
  }
}

/// An absolute limit of a quantile.
public struct LatencyBudget: Sendable, Hashable {
  /// For example `p99`.
  public var name: String
  /// For example 0.99.
  public var quantile: Double
  public var limit: Duration

  public init(name: String, quantile: Double, limit: Duration) {
    self.name = name
    self.quantile = quantile
    self.limit = limit
  }

  var nanoseconds: Double {
    let parts = limit.components
    return Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
  }
}
