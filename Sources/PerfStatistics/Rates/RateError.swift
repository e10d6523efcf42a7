/// Why counters give no rate. None of these is a rate of 0.
public enum RateError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Moment: String, Sendable, Hashable {
    case before
    case after
  }

  /// The counter has no sample.
  case missing(counter: String, Moment)
  /// The sample is NaN, infinite or negative.
  case unusable(counter: String, Moment, value: Double)
  /// A series of the counter was there before and is not after.
  case vanished(counter: String, series: String)
  /// The counter is smaller after than before.
  case wentBack(counter: String, series: String, from: Double, to: Double)
  /// Nothing was finalized, so there is nothing that the events could be related to.
  case noTraffic(counter: String)

  public var description: String {
    switch self {
    case .missing(let counter, let moment):
      "the counter \(counter) has no sample \(moment.rawValue) the load; check its name and that the service exports it"
    case .unusable(let counter, let moment, let value):
      "the counter \(counter) is \(value) \(moment.rawValue) the load; a counter is a finite number of at least 0"
    case .vanished(let counter, let series):
      "the series \(series) of the counter \(counter) is gone after the load; measure without a restart of the service"
    case .wentBack(let counter, let series, let from, let to):
      "the series \(series) of the counter \(counter) went back from \(from) to \(to); measure without a restart of the service"
    case .noTraffic(let counter): "the counter \(counter) did not move, so nothing was measured; check that the load reaches the service"
    }
  }
}
