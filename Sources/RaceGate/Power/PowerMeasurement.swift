import HTTPWire
import PerfStatistics

/// What many bursts on one target showed: how often a race was won twice, and how close together the requests arrived.
public struct PowerMeasurement: Sendable {
  public var bursts = 0
  /// Bursts in which more than one request won.
  public var detected = 0
  /// Bursts with at least two requests in flight at one instant.
  public var overlapped = 0
  /// Requests without an answer.
  public var lost = 0
  /// Of each burst, from the first to the last arrival that the target reported, in nanoseconds.
  public var arrivalSpreads: [Int64] = []
  /// Of each burst, from the first to the last release, in nanoseconds.
  public var releaseSpreads: [Int64] = []

  public init() {}

  /// - Parameter header: of the target's answers, with its own monotonic time in nanoseconds.
  public mutating func add(_ result: BurstResult, won status: Int, header: String) {
    bursts += 1
    lost += result.errors.count
    if result.responses.count(where: { $0.status == status }) > 1 { detected += 1 }
    if result.overlap.happened { overlapped += 1 }
    releaseSpreads.append(result.overlap.releaseSpreadNanoseconds)
    let arrivals = result.responses.compactMap { $0.headers[header].flatMap { UInt64($0) } }
    if let first = arrivals.min(), let last = arrivals.max(), arrivals.count > 1 { arrivalSpreads.append(Int64(clamping: last - first)) }
  }

  /// The share of bursts that detected the race, with 95 % confidence; without any burst it may be anything.
  public var interval: ConfidenceInterval {
    WilsonInterval.of(detected, among: bursts) ?? ConfidenceInterval(estimate: 0, lower: 0, upper: 1, confidence: 0.95)
  }

  /// The value below which so much of the values lies; nil without any.
  public static func quantile(_ share: Double, of values: [Int64]) -> Int64? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[min(values.count - 1, Int(Double(values.count) * share))]
  }
}
