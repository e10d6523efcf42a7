import Foundation

/// Why a measurement is no evidence: the case is inconclusive then, for this reason.
public enum AuditProblem: Sendable, Hashable, CustomStringConvertible {
  /// Nothing was completed.
  case nothingMeasured
  /// A number of the measurement is negative or none: which, and its value.
  case unusableNumber(String, Double)
  /// Requests in flight, and what throughput and latency say that they must be.
  case littlesLaw(inFlight: Double, expected: Double)
  /// Requests a second, as intended and as begun.
  case rateNotKept(intended: Double, begun: Double)
  /// Requests that failed.
  case errors(failed: Int, of: Int)
  /// Latencies outside what the histogram can hold.
  case outsideHistogram(count: Int, of: Int)
  /// The share of the time in which the service could run and had to wait for a processor, and how much is let pass.
  case waitedForProcessor(share: Double, limit: Double)
  /// Pairs of slices without waiting.
  case tooFewSlices(kept: Int, of: Int, needed: Int)
  /// Pairs of slices in which only one side waited.
  case unequalWaiting(base: Int, candidate: Int, pairs: Int)

  public var description: String {
    switch self {
    case .nothingMeasured: "no request was completed"
    case .unusableNumber(let name, let value): "\(name) is \(value), so the measurement itself is wrong"
    case .littlesLaw(let inFlight, let expected):
      "\(Self.text(inFlight)) requests were in flight, and throughput times latency says \(Self.text(expected)) (Little's law): "
        + "latencies or requests are missing from the numbers"
    case .rateNotKept(let intended, let begun):
      "\(Self.text(begun)) of \(Self.text(intended)) requests a second were begun; lower the rate, or give the load generator "
        + "more processors or connections"
    case .errors(let failed, let of): "\(failed) of \(of) requests failed; make the workload run without errors first"
    case .outsideHistogram(let count, let of): "\(count) of \(of) latencies lie outside what is recorded"
    case .waitedForProcessor(let share, let limit):
      "the service waited for a processor \(Self.percent(share)) of the time, at most \(Self.percent(limit)) are let pass; "
        + "measure on a quieter machine"
    case .tooFewSlices(let kept, let of, let needed):
      "only in \(kept) of \(of) pairs of slices did the service not wait for a processor, \(needed) are needed; "
        + "measure on a quieter machine"
    case .unequalWaiting(let base, let candidate, let pairs):
      "in \(pairs) pairs of slices the base alone waited for a processor \(base) times and the candidate alone \(candidate) times, so "
        + "that the slices without waiting are not comparable; measure on a quieter machine, or compare processor time"
    }
  }

  private static func text(_ value: Double) -> String { String(format: "%.4g", value) }
  private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
