/// Correction of coordinated omission, for latencies of a closed loop that was meant to begin a request every so often: while
/// it waited for a slow answer, the requests that it did not begin would have been slow as well (Gil Tene; HdrHistogram's
/// `recordValueWithExpectedInterval`). An open load that takes latency from the intended start needs none.
extension LatencyHistogram {
  /// Counts `value`, and for each interval that it lasted longer a value that is one interval shorter, down to the interval.
  /// An interval that is not above 0 corrects nothing.
  public mutating func record(_ value: Int64, expectedInterval: Int64, times: Int64 = 1) {
    record(value, times: times)
    guard expectedInterval > 0, value > expectedInterval, times > 0 else { return }
    var missing = min(value, layout.highestTrackable) - expectedInterval
    // Slot by slot, since a value may be millions of intervals long.
    while missing >= expectedInterval {
      let floor = max(layout.lowestValue(in: layout.slot(of: missing)), expectedInterval)
      let steps = (missing - floor) / expectedInterval + 1
      let (total, overflow) = times.multipliedReportingOverflow(by: steps)
      guard !overflow else { return }
      record(missing, times: total)
      missing -= steps * expectedInterval
    }
  }

  /// A copy that is corrected afterwards; each value is taken as the highest of its slot.
  public func corrected(expectedInterval: Int64) -> LatencyHistogram {
    var corrected = LatencyHistogram(layout: layout)
    for (slot, times) in slots.enumerated() where times > 0 {
      corrected.record(min(layout.highestValue(in: slot), layout.highestTrackable), expectedInterval: expectedInterval, times: times)
    }
    return corrected
  }
}
