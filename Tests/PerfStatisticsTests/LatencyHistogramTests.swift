import PerfStatistics
import Testing

@Suite("Latency histogram")
struct LatencyHistogramTests {
  @Test("answers nothing about no values")
  func empty() {
    let histogram = LatencyHistogram()
    #expect(histogram.quantile(0.5) == nil)
    #expect(histogram.mean == nil)
    #expect(histogram.minimum == nil)
    #expect(histogram.maximum == nil)
    #expect(histogram.value(atRank: 1) == nil)
  }

  @Test("has the quantiles of the values within three digits", arguments: [0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1])
  func quantiles(q: Double) throws {
    var histogram = LatencyHistogram()
    for value in 1...10_000 { histogram.record(Int64(value) * 10_000) }
    let exact = (q * 10_000).rounded(.up) * 10_000
    let got = Double(try #require(histogram.quantile(q)))
    #expect(abs(got - exact) <= exact / 1_000 + 1_000)
  }

  @Test(
    "has exactly the quantiles that HdrHistogram answers (hdrh 0.10 for Python)",
    arguments: [(0.5, 3_426_746_367), (0.9, 11_098_128_383), (0.99, 13_430_161_407), (0.999, 13_673_431_039), (1, 13_706_985_471)])
  func knownQuantiles(q: Double, expected: Int64) {
    var histogram = LatencyHistogram()
    for value in 1...10_000 { histogram.record(Int64(value * value) * 137) }
    #expect(histogram.quantile(q) == expected)
  }

  @Test("the rank of a quantile does not suffer from rounding", arguments: [(0.1, 1), (0.3, 3), (0.7, 7), (0.71, 8), (0, 1), (1, 10)])
  func ranks(q: Double, rank: Int64) {
    var histogram = LatencyHistogram()
    for value in 1...10 { histogram.record(Int64(value) * 1_000_000) }
    #expect(histogram.quantile(q) == histogram.value(atRank: rank))
  }

  @Test("has count, sum, mean, smallest and largest value")
  func summary() throws {
    var histogram = LatencyHistogram(layout: try HistogramLayout(highestTrackable: 100_000))
    histogram.record(10)
    histogram.record(20, times: 3)
    histogram.record(90, times: 0)
    #expect(histogram.count == 4)
    #expect(histogram.sum == 70)
    #expect(histogram.mean == 17.5)
    #expect(histogram.minimum == 10)
    #expect(histogram.maximum == 20)
  }

  @Test("keeps values outside the range at its edge, and counts them")
  func clamps() {
    var histogram = LatencyHistogram()
    for value in [-5, Int64.min, Int64.max, 61_000_000_000] { histogram.record(value) }
    #expect(histogram.count == 4)
    #expect(histogram.clampedCount == 4)
    #expect(histogram.minimum == 0)
    #expect(histogram.maximum.map { $0 >= 60_000_000_000 } == true)
  }

  @Test("merging equals recording everything in one")
  func merges() throws {
    var all = LatencyHistogram()
    var left = LatencyHistogram()
    var right = LatencyHistogram()
    for value in 0..<5_000 {
      let latency = Int64(value * value) * 317
      all.record(latency)
      if value % 3 == 0 { left.record(latency) } else { right.record(latency) }
    }
    try left.merge(right)
    #expect(left == all)
  }

  @Test("does not merge another layout")
  func refusesOtherLayout() throws {
    var histogram = LatencyHistogram()
    let other = LatencyHistogram(layout: try HistogramLayout(highestTrackable: 1_000))
    #expect(throws: HistogramError.layoutsDiffer(.latency, other.layout)) { try histogram.merge(other) }
  }
}

@Suite("Corrected recording")
struct CorrectedRecordingTests {
  private func layout() throws -> HistogramLayout { try HistogramLayout(highestTrackable: 3_600_000_000) }

  @Test("adds what a stalled loop did not begin", arguments: [(1_000, 1), (1_999, 1), (2_000, 2), (10_000, 10), (10_500, 10)])
  func adds(value: Int64, count: Int64) throws {
    var histogram = LatencyHistogram(layout: try layout())
    histogram.record(value, expectedInterval: 1_000)
    #expect(histogram.count == count)
  }

  @Test("equals recording each missing value, slot by slot", arguments: [(1_000_000, 7), (987_654_321, 1_013), (5_000, 4_999)])
  func equals(value: Int64, interval: Int64) throws {
    var fast = LatencyHistogram(layout: try layout())
    fast.record(value, expectedInterval: interval, times: 2)
    var slow = LatencyHistogram(layout: try layout())
    slow.record(value, times: 2)
    for missing in stride(from: value - interval, through: interval, by: -Int(interval)) { slow.record(missing, times: 2) }
    #expect(fast == slow)
  }

  @Test("extreme values and intervals neither hang nor crash")
  func extreme() throws {
    let layout = try HistogramLayout(lowestDiscernible: 1_000, highestTrackable: 60_000_000_000, significantDigits: 1)
    var histogram = LatencyHistogram(layout: layout)
    histogram.record(.max, expectedInterval: 1)
    histogram.record(.max, expectedInterval: .max)
    histogram.record(5, expectedInterval: 0, times: .max)
    histogram.record(60_000_000_000, expectedInterval: 1, times: .max / 2)
    #expect(histogram.count > 0)
    #expect(histogram.corrected(expectedInterval: 1_000_000).count >= 1)
  }

  @Test("counts that do not fit together are not merged")
  func overflow() {
    var histogram = LatencyHistogram()
    histogram.record(5, times: .max)
    let other = histogram
    #expect(throws: HistogramError.self) { try histogram.merge(other) }
    #expect(histogram == other)
  }
}
