import PerfStatistics
import Testing

@Suite("Histogram layout")
struct HistogramLayoutTests {
  @Test("the fixed latency layout is the one that its numbers describe")
  func latencyLayout() throws {
    #expect(try HistogramLayout(lowestDiscernible: 1_000, highestTrackable: 60_000_000_000, significantDigits: 3) == .latency)
  }

  @Test(
    "has as many slots as HdrHistogram",
    arguments: [(1, 3_600_000_000, 3, 23_552), (1_000, 60_000_000_000, 2, 2_688), (1_000, 60_000_000_000, 3, 18_432)])
  func slotCounts(lowest: Int64, highest: Int64, digits: Int, slots: Int) throws {
    let layout = try HistogramLayout(lowestDiscernible: lowest, highestTrackable: highest, significantDigits: digits)
    #expect(layout.slotCount == slots)
  }

  @Test("every value lies in its slot, and slots follow each other without a gap", arguments: [0, 1, 2, 3, 4, 5])
  func slotsTile(digits: Int) throws {
    let layout = try HistogramLayout(lowestDiscernible: 4, highestTrackable: 1_000_000_000, significantDigits: digits)
    var expected: Int64 = 0
    for slot in 0..<layout.slotCount {
      let lowest = layout.lowestValue(in: slot)
      let highest = layout.highestValue(in: slot)
      guard lowest == expected, highest >= lowest, layout.slot(of: lowest) == slot, layout.slot(of: highest) == slot else {
        Issue.record("slot \(slot) is \(lowest) to \(highest), it should begin at \(expected)")
        return
      }
      expected = highest + 1
    }
    #expect(expected > 1_000_000_000)
  }

  @Test("keeps the promised digits", arguments: [1_234_567, 59_999_999_999, 2_048_001, 999_999_937] as [Int64])
  func precision(value: Int64) {
    let layout = HistogramLayout.latency
    let slot = layout.slot(of: value)
    let width = layout.highestValue(in: slot) - layout.lowestValue(in: slot)
    #expect(Double(width) <= max(Double(value) / 1_000, 1_000))
  }

  @Test(
    "refuses numbers that describe no layout",
    arguments: [(0, 100, 3), (1, 1, 3), (1, 100, 6), (1, 100, -1), (Int64.max / 4, Int64.max, 5), (-5, 100, 3)])
  func refuses(lowest: Int64, highest: Int64, digits: Int) {
    #expect(throws: HistogramError.self) {
      try HistogramLayout(lowestDiscernible: lowest, highestTrackable: highest, significantDigits: digits)
    }
  }
}
