import HTTPWire
import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Comparison result")
struct ComparisonResultTests {
  /// A unit whose candidate is slower by the share, with a tail and a processor time of their own.
  private func unit(
    _ slower: Double, tail: Double = 0, processor: Double? = 0, pairs: Int = 300, failures: [LoadFailure: Int] = [:], rejected: Int = 0
  ) -> ComparedUnit {
    let base = (0..<pairs).map { 1_000_000 + Int64($0) * 100 }
    let candidate = base.enumerated().map { index, value in
      Int64(Double(value) * (1 + slower) * (index >= pairs - pairs / 20 ? 1 + tail : 1))
    }
    let outcome = AlternatingExchange.Outcome(base: base, candidate: candidate, failures: failures, rejected: rejected)
    return ComparedUnit(
      outcome, baseTime: processor.map { _ in ProcessorTime(ran: 1e9, waited: 1e8) },
      candidateTime: processor.map { ProcessorTime(ran: 1e9 * (1 + $0), waited: 3e8) })
  }

  private func result(_ make: (Int) -> ComparedUnit) -> ComparisonResult {
    var result = ComparisonResult(quantities: ComparedQuantity.allCases)
    while result.goesOn, result.units < 100 { result.add(make(result.units)) }
    return result
  }

  @Test("equal services pass at the first look")
  func equal() {
    let result = result { self.unit($0.isMultiple(of: 2) ? 0.001 : -0.001) }
    #expect(result.verdict == .passed)
    #expect(result.units == 6)
    #expect(result.pairs == 1_800)
    #expect(result.waitShare.map { abs($0 - 1.0 / 6) < 0.01 } == true)
  }

  @Test("what is slower fails: median, tail, processor time", arguments: [(0.03, 0.0, 0.0), (0, 0.4, 0), (0, 0, 0.07)])
  func slower(latency: Double, tail: Double, processor: Double) {
    let result = result { self.unit(latency + ($0.isMultiple(of: 2) ? 0.001 : -0.001), tail: tail, processor: processor) }
    #expect(result.verdict == .failed)
    #expect(result.units == 6)
    #expect(ComparisonText.show(result, seconds: 8).hasPrefix("failed: 6 units"))
  }

  /// A unit with what was measured under load and of the control.
  private func loaded(_ number: Int, totals: AlternatingLoadOutcome.Totals, tail: Double = 0, control: Double = 0) -> ComparedUnit {
    let noise = number.isMultiple(of: 2) ? 0.002 : -0.002
    func slice(_ factor: Double) -> LoadSlice {
      LoadSlice(latencies: (0..<300).map { Int64((1e6 + Double($0) * 1e3) * factor) }, processorTime: 30_000_000, requests: 300)
    }
    let pair = AlternatingLoadOutcome.Pair(slices: SlicePair(base: slice(1), candidate: slice(1 + tail + noise)))
    let single = AlternatingExchange.Outcome(
      base: Array(repeating: 1_000_000, count: 300), candidate: Array(repeating: 1_001_000, count: 300))
    let other = AlternatingExchange.Outcome(
      base: Array(repeating: 1_000_000, count: 300), candidate: Array(repeating: Int64(1e6 * (1 + control + noise)), count: 300))
    return ComparedUnit(
      single, baseTime: nil, candidateTime: nil,
      load: LoadedUnit(AlternatingLoadOutcome(pairs: Array(repeating: pair, count: 24), base: totals, candidate: totals)), control: other)
  }

  private var sound: AlternatingLoadOutcome.Totals {
    var totals = AlternatingLoadOutcome.Totals()
    (totals.elapsed, totals.begun, totals.completed, totals.latency, totals.inFlightArea) = (1_000_000_000, 8_000, 8_000, 8e9, 8e9)
    return totals
  }

  @Test("what is slower only under load fails")
  func underLoad() {
    let result = result { loaded($0, totals: sound, tail: 0.15) }
    #expect(result.verdict == .failed)
    #expect(result.decisions[.loadTail]?.outcome == .regressed && result.decisions[.latency]?.outcome == .notRegressed)
    #expect(self.result { loaded($0, totals: sound) }.verdict == .passed)
  }

  @Test("numbers under load that cannot be true together are inconclusive, never a pass")
  func audited() {
    var wrong = sound
    wrong.latency = 6e9
    let result = result { loaded($0, totals: wrong) }
    #expect(result.verdict == .inconclusive && result.units == 1)
    #expect(result.problem?.contains("Little's law") == true)
  }

  @Test("a machine on which the base differs from itself decides nothing, neither way", arguments: [0.0, 0.3])
  func control(tail: Double) {
    let result = result { loaded($0, totals: sound, tail: tail, control: 0.2) }
    #expect(result.verdict == .inconclusive)
    #expect(ComparisonText.show(result, seconds: 9).contains("times as slow as itself"))
    #expect(ControlSeries(units: [0.2, 0.2, 0.2]).problem == nil)
    #expect(ControlSeries(units: [0.004, 0.001, -0.002, 0.003, 0.002, -0.003]).problem == nil)
    #expect(ControlSeries(units: [-0.2, -0.201, -0.199, -0.2, -0.202, -0.2]).problem != nil)
  }

  @Test("noise is inconclusive after the last look, and says what would have been seen")
  func noise() {
    let result = result { self.unit($0.isMultiple(of: 2) ? 0.25 : -0.2) }
    #expect(result.verdict == .inconclusive)
    #expect(result.units == 24)
    #expect(ComparisonText.show(result, seconds: 30).contains("would have been seen"))
  }

  @Test("a tail that cannot be decided on does not keep the rest from passing, and is said")
  func undecidedTail() {
    let result = result { self.unit(0, tail: $0.isMultiple(of: 2) ? 0.5 : -0.05) }
    #expect(result.verdict == .passed)
    #expect(ComparisonText.show(result, seconds: 8).contains("undecided"))
  }

  @Test("where nobody counts processor time the latency decides, and the table says it")
  func uncounted() {
    let result = result { _ in self.unit(0, processor: nil) }
    #expect(result.verdict == .passed)
    #expect(result.waitShare == nil)
    #expect(ComparisonText.show(result, seconds: 8).contains("not measured"))
  }

  @Test("errors and too few pairs are inconclusive at once, whatever the latencies say")
  func unusable() {
    let failed = result { _ in self.unit(0, failures: [.reset: 2]) }
    #expect(failed.verdict == .inconclusive && failed.units == 1)
    #expect(failed.problem == "unit 1: requests had no answer (2 reset by the peer)")
    let rejected = result { $0 < 3 ? self.unit(0) : self.unit(-0.5, rejected: 7) }
    #expect(rejected.verdict == .inconclusive && rejected.units == 4)
    let few = result { _ in self.unit(0, pairs: 20) }
    #expect(few.verdict == .inconclusive && few.problem?.contains("only 20 pairs") == true)
  }
}
