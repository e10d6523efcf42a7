/// By how much a counter rose between two readings: the sum of what its series rose by.
public struct CounterIncrease: Sendable, Hashable {
  /// The counter's name.
  public let counter: String
  /// At least 0 and finite.
  public let value: Double

  /// - Parameters:
  ///   - before: by label set, as text, what each series of the counter was; the empty text for one without labels.
  ///   - after: the same later. A series that is new began at 0; one that is gone, or smaller, is an error, since unlike
  ///     Prometheus's `increase` nobody here may guess what a restart lost.
  /// - Throws: ``RateError``.
  public init(of counter: String, before: [String: Double], after: [String: Double]) throws(RateError) {
    // A counter with labels exports no series before its first event, so only the later reading must have one.
    guard !after.isEmpty else {
      if let lost = before.keys.min() { throw .vanished(counter: counter, series: lost) }
      throw .missing(counter: counter, .after)
    }
    for (moment, reading) in [(RateError.Moment.before, before), (.after, after)] {
      for (_, value) in reading.sorted(by: { $0.key < $1.key }) where !(value >= 0 && value.isFinite) {
        throw .unusable(counter: counter, moment, value: value)
      }
    }
    var sum = 0.0
    for (series, value) in after.sorted(by: { $0.key < $1.key }) {
      let earlier = before[series] ?? 0
      guard value >= earlier else { throw .wentBack(counter: counter, series: series, from: earlier, to: value) }
      sum += value - earlier
    }
    for series in before.keys.sorted() where after[series] == nil { throw .vanished(counter: counter, series: series) }
    self.counter = counter
    value = sum
  }

  /// Of a counter with one series, which must have a sample each time.
  /// - Throws: ``RateError``.
  public init(of counter: String, before: Double?, after: Double?) throws(RateError) {
    guard let before else { throw .missing(counter: counter, .before) }
    guard let after else { throw .missing(counter: counter, .after) }
    try self.init(of: counter, before: ["": before], after: ["": after])
  }
}
