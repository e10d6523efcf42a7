/// Counts of values with a fixed number of significant digits, in constant memory and with constant cost for a record.
///
/// Values are whole numbers of any unit; the gates record nanoseconds. A histogram that is decoded equals the one that
/// was encoded, since every answer is derived from the counts.
public struct LatencyHistogram: Sendable, Hashable {
  public let layout: HistogramLayout
  /// How many values were recorded.
  public private(set) var count: Int64 = 0
  /// How many values lay outside the layout's range and were recorded at its edge.
  public private(set) var clampedCount: Int64 = 0
  private(set) var slots: [Int64]

  public init(layout: HistogramLayout = .latency) {
    self.layout = layout
    slots = Array(repeating: 0, count: layout.slotCount)
  }

  init(layout: HistogramLayout, slots: [Int64], count: Int64) {
    self.layout = layout
    self.slots = slots
    self.count = count
  }

  /// Counts `value`, `times` times. A value outside the range is recorded at the range's edge and counted in `clampedCount`.
  /// Counts that would not fit in 64 bits are left out.
  public mutating func record(_ value: Int64, times: Int64 = 1) {
    guard times > 0 else { return }
    let (total, overflow) = count.addingReportingOverflow(times)
    guard !overflow else { return }
    let kept = min(max(value, 0), layout.highestTrackable)
    if kept != value { clampedCount += times }
    slots[layout.slot(of: kept)] += times
    count = total
  }

  /// Adds every count of `other`.
  /// - Throws: `HistogramError.layoutsDiffer`, or `.corrupt` where the counts do not fit in 64 bits; nothing is added then.
  public mutating func merge(_ other: LatencyHistogram) throws(HistogramError) {
    guard layout == other.layout else { throw .layoutsDiffer(layout, other.layout) }
    let (total, overflow) = count.addingReportingOverflow(other.count)
    guard !overflow else { throw .corrupt("the counts of two histograms do not fit in 64 bits together") }
    for index in slots.indices where other.slots[index] != 0 { slots[index] += other.slots[index] }
    count = total
    clampedCount += other.clampedCount
  }

  /// The sum of the values, each taken as the middle of its slot.
  public var sum: Double { reduceSlots(0.0) { $0 + Double(layout.middleValue(in: $1)) * Double($2) } }

  /// The mean of the values, or nil where there are none.
  public var mean: Double? { count == 0 ? nil : sum / Double(count) }

  /// The smallest value, rounded down to its slot, or nil where there is none.
  public var minimum: Int64? { slots.firstIndex { $0 != 0 }.map(layout.lowestValue(in:)) }

  /// The largest value, rounded up to its slot, or nil where there is none.
  public var maximum: Int64? { slots.lastIndex { $0 != 0 }.map(layout.highestValue(in:)) }

  /// The value below or at which the fraction `q` (0 to 1) of the values lies, rounded up to its slot, or nil where
  /// there are no values. This is the smallest value of rank ceil(q × count), as HdrHistogram defines it.
  public func quantile(_ q: Double) -> Int64? {
    guard count > 0, q.isFinite else { return nil }
    let clamped = min(max(q, 0), 1)
    // One ulp is taken off so that 0.1 × 10 = 1.0000000000000002 is rank 1.
    let rank = (clamped * Double(count)).nextDown.rounded(.up)
    return value(atRank: Int64(max(rank, 1)))
  }

  /// The value at `rank` when all are sorted, the first being 1, rounded up to its slot; nil outside 1 to `count`.
  public func value(atRank rank: Int64) -> Int64? {
    guard rank >= 1, rank <= count else { return nil }
    var seen: Int64 = 0
    for (index, slotCount) in slots.enumerated() where slotCount != 0 {
      seen += slotCount
      if seen >= rank { return layout.highestValue(in: index) }
    }
    return nil
  }

  private func reduceSlots<Result>(_ initial: Result, _ combine: (Result, Int, Int64) -> Result) -> Result {
    var result = initial
    for (index, slotCount) in slots.enumerated() where slotCount != 0 { result = combine(result, index, slotCount) }
    return result
  }
}
