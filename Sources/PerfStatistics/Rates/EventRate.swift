/// Events for each successful finalize: the budget violation rate (BVR) and the staleness error rate (SER).
public struct EventRate: Sendable, Hashable {
  public let events: CounterIncrease
  public let finalizes: CounterIncrease
  /// Events for each finalize; may exceed 1.
  public let rate: Double

  /// - Throws: ``RateError/noTraffic(counter:)`` where nothing was finalized.
  public init(events: CounterIncrease, finalizes: CounterIncrease) throws(RateError) {
    guard finalizes.value > 0 else { throw .noTraffic(counter: finalizes.counter) }
    self.events = events
    self.finalizes = finalizes
    rate = events.value / finalizes.value
  }

  /// True where the rate is at most `limit`; equal passes.
  public func isWithin(_ limit: Double) -> Bool { rate <= limit }

  /// The interval of the rate where each finalize has an event or none (Wilson); nil where the counters are no whole numbers,
  /// or there are more events than finalizes. Its upper end says how little a few finalizes without an event prove.
  public func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let successes = Int(exactly: events.value), let trials = Int(exactly: finalizes.value) else { return nil }
    return WilsonInterval.of(successes, among: trials, confidence: confidence)
  }
}
