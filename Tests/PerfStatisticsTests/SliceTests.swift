import Foundation
import PerfStatistics
import Testing

/// Slices whose latencies, and processor time, are lognormal; pairs share a disturbance.
enum SliceSamples {
  static func pairs(_ count: Int, requests: Int = 60, slowdown: Double, seed: UInt64) -> [SlicePair] {
    var generator = SeededGenerator(seed: seed)
    func slice(_ level: Double) -> LoadSlice {
      let latencies = (0..<requests).map { _ in Int64(1e6 * exp(level + 0.25 * Normal.draw(using: &generator))) }
      return LoadSlice(latencies: latencies, processorTime: latencies.reduce(0, +) / 5, requests: requests)
    }
    return (0..<count).map { _ in
      let mood = 0.1 * Normal.draw(using: &generator)
      return SlicePair(base: slice(mood), candidate: slice(mood + log1p(slowdown)))
    }
  }
}

@Suite("Tail comparison")
struct TailComparisonTests {
  @Test("finds a slower tail, and none where there is none", arguments: [(0.0, false), (0.3, true)])
  func finds(slowdown: Double, isSlower: Bool) throws {
    let comparison = try TailComparison(pairs: SliceSamples.pairs(60, slowdown: slowdown, seed: 4))
    let interval = try #require(comparison.logInterval(resamples: 299, seed: 1))
    #expect((interval.lower > log(1.02)) == isSlower)
    #expect(interval.lower <= log1p(slowdown) && log1p(slowdown) <= interval.upper)
  }

  @Test("the pooled quantile is the one of all values")
  func exact() throws {
    let pairs = (0..<10).map { slice -> SlicePair in
      let values = (0..<200).map { Int64($0 * 10 + slice + 1) }
      let doubled = values.map { $0 * 2 }
      return SlicePair(
        base: LoadSlice(latencies: values, processorTime: 1, requests: 200),
        candidate: LoadSlice(latencies: doubled, processorTime: 1, requests: 200))
    }
    let comparison = try TailComparison(pairs: pairs)
    #expect(abs(comparison.logRatio - log(2)) < 1e-12)
    #expect(try #require(comparison.logInterval(seed: 1)).upper == comparison.logRatio)
  }

  @Test("covers the truth about as often as it says")
  func coverage() throws {
    var covered = 0
    for seed in 0..<30 {
      let comparison = try TailComparison(pairs: SliceSamples.pairs(30, requests: 70, slowdown: 0.1, seed: UInt64(seed)))
      let interval = try #require(comparison.logInterval(confidence: 0.9, resamples: 99, seed: UInt64(seed)))
      if interval.lower <= log(1.1), log(1.1) <= interval.upper { covered += 1 }
    }
    #expect(covered >= 22)
  }

  @Test("too few requests, a quantile outside its range and zero latencies are errors")
  func refuses() {
    let few = SliceSamples.pairs(10, requests: 20, slowdown: 0, seed: 1)
    #expect(throws: SliceError.tooFewRequests(base: 200, candidate: 200, needed: 2_000)) { try TailComparison(pairs: few) }
    #expect(throws: SliceError.invalidQuantile(1)) { try TailComparison(pairs: few, quantile: 1) }
    #expect(throws: SliceError.self) { try TailComparison(pairs: []) }
    let zeros = SlicePair(
      base: LoadSlice(latencies: Array(repeating: 0, count: 3_000), processorTime: 1, requests: 1),
      candidate: LoadSlice(latencies: Array(repeating: 5, count: 3_000), processorTime: 1, requests: 1))
    #expect(throws: SliceError.noRatio) { try TailComparison(pairs: [zeros]) }
  }
}

@Suite("Processor time comparison")
struct ProcessorTimeComparisonTests {
  @Test("compares sums for each request")
  func sums() throws {
    let pair = SlicePair(
      base: LoadSlice(latencies: [], processorTime: 1_000, requests: 100),
      candidate: LoadSlice(latencies: [], processorTime: 4_000, requests: 200))
    let comparison = try ProcessorTimeComparison(pairs: [pair])
    #expect(comparison.base == 10)
    #expect(comparison.candidate == 20)
    #expect(abs(comparison.logRatio - log(2)) < 1e-12)
    #expect(comparison.logInterval(seed: 1) == nil)
  }

  @Test("its interval holds the truth")
  func interval() throws {
    let comparison = try ProcessorTimeComparison(pairs: SliceSamples.pairs(60, slowdown: 0.05, seed: 2))
    let interval = try #require(comparison.logInterval(resamples: 299, seed: 1))
    #expect(interval.lower > 0.02 && interval.upper < 0.08)
  }

  @Test("too few requests, and no processor time, are errors")
  func refuses() {
    func pair(_ time: Int64, _ requests: Int) -> SlicePair {
      let slice = LoadSlice(latencies: [], processorTime: time, requests: requests)
      return SlicePair(base: slice, candidate: slice)
    }
    #expect(throws: SliceError.self) { try ProcessorTimeComparison(pairs: [pair(5, 99)]) }
    #expect(throws: SliceError.noRatio) { try ProcessorTimeComparison(pairs: [pair(0, 200)]) }
  }
}

@Suite("Slice selection")
struct SliceSelectionTests {
  private func selection(kept: Int, base: Int, candidate: Int, both: Int) -> SliceSelection {
    var selection = SliceSelection()
    let slice = LoadSlice(latencies: [1], processorTime: 1, requests: 1)
    for (count, baseWaited, candidateWaited) in [(kept, false, false), (base, true, false), (candidate, false, true), (both, true, true)] {
      for _ in 0..<count {
        selection.add(SlicePair(base: slice, candidate: slice), baseWaited: baseWaited, candidateWaited: candidateWaited)
      }
    }
    return selection
  }

  @Test("keeps pairs in which neither waited")
  func keeps() {
    let selection = selection(kept: 30, base: 5, candidate: 6, both: 9)
    #expect(selection.kept.count == 30)
    #expect(selection.keptShare == 0.6)
    #expect(selection.problem() == nil)
    #expect(selection.pValue == 1)
  }

  @Test("a candidate that waits more often than its base makes the rest no evidence")
  func unequal() {
    let selection = selection(kept: 30, base: 1, candidate: 20, both: 0)
    #expect(selection.problem() == .unequalWaiting(base: 1, candidate: 20, pairs: 51))
    #expect(selection.pValue < 0.001)
  }

  @Test("too few pairs are no evidence")
  func few() {
    #expect(selection(kept: 3, base: 0, candidate: 0, both: 50).problem() == .tooFewSlices(kept: 3, of: 53, needed: 20))
    #expect(SliceSelection().keptShare == 0)
  }
}
