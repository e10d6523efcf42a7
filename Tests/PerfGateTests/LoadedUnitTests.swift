import HTTPWire
import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Loaded unit")
struct LoadedUnitTests {
  /// Slices of 100 requests that take 1 ms, those of the candidate longer by the share, beyond the 90th percentile by `tail` too.
  private func outcome(
    slower: Double = 0, tail: Double = 0, processor: Double = 0, pairs: Int = 30, requests: Int = 100, seed: UInt64 = 5,
    waits: (Int) -> (Double, Double) = { _ in (0, 0) }
  ) -> AlternatingLoadOutcome {
    var generator = SeededGenerator(seed: seed)
    func latencies(_ factor: Double, _ tail: Double) -> [Int64] {
      (0..<requests).map {
        Int64((1e6 + Double.random(in: 0..<1e5, using: &generator)) * factor * ($0 * 10 >= requests * 9 ? 1 + tail : 1))
      }
    }
    var base = AlternatingLoadOutcome.Totals()
    var candidate = AlternatingLoadOutcome.Totals()
    let all = (0..<pairs).map { number in
      let slices = SlicePair(
        base: LoadSlice(latencies: latencies(1, 0), processorTime: 50_000_000, requests: requests),
        candidate: LoadSlice(latencies: latencies(1 + slower, tail), processorTime: Int64(50_000_000 * (1 + processor)), requests: requests)
      )
      count(slices.base, in: &base)
      count(slices.candidate, in: &candidate)
      let wait = waits(number)
      return AlternatingLoadOutcome.Pair(slices: slices, baseWait: wait.0, candidateWait: wait.1)
    }
    return AlternatingLoadOutcome(pairs: all, base: base, candidate: candidate)
  }

  private func count(_ slice: LoadSlice, in totals: inout AlternatingLoadOutcome.Totals) {
    let sum = slice.latencies.reduce(0.0) { $0 + Double($1) }
    totals.elapsed += Int64(sum / 8)
    totals.begun += slice.requests
    totals.completed += slice.latencies.count
    totals.latency += sum
    totals.inFlightArea += sum
    totals.ran += Double(slice.processorTime)
  }

  @Test("compares the 99th percentile and processor time of what was measured")
  func compares() throws {
    let unit = LoadedUnit(outcome(tail: 0.3, processor: 0.07))
    #expect(unit.problem == nil && unit.undecided == nil)
    #expect(unit.pairs == 30 && unit.kept == 30)
    #expect(abs(try #require(unit.logRatios[.loadTail]) - 0.262) < 0.02)
    #expect(abs(try #require(unit.logRatios[.processorTime]) - 0.0677) < 0.001)
  }

  @Test("leaves out pairs in which one side waited for a processor, but not their processor time")
  func waiting() {
    let unit = LoadedUnit(outcome { $0 < 6 ? ($0.isMultiple(of: 2) ? 0.5 : 0.02, 0.3) : (0.02, 0.02) })
    #expect(unit.kept == 24 && unit.pairs == 30)
    #expect(unit.logRatios[.loadTail] != nil && unit.logRatios[.processorTime] == 0)
  }

  @Test("too few quiet slices, and sides that wait unequally, leave the tail undecided and say why")
  func undecided() {
    let busy = LoadedUnit(outcome { _ in (0.4, 0.4) })
    #expect(busy.logRatios[.loadTail] == nil)
    #expect(busy.undecided?.contains("only in 0 of 30 pairs") == true)
    let unfair = LoadedUnit(outcome(pairs: 60) { (0, $0 < 20 ? 0.5 : 0) })
    #expect(unfair.logRatios[.loadTail] == nil)
    #expect(unfair.undecided?.contains("candidate alone 20 times") == true)
    let few = LoadedUnit(outcome(pairs: 12, requests: 30))
    #expect(few.undecided?.contains("500 of each are needed") == true)
    #expect(few.logRatios[.processorTime] != nil)
  }

  @Test("numbers that cannot be true together are no evidence: Little's law")
  func audit() {
    let sound = outcome()
    var base = sound.base
    // A fifth of the latencies is missing, as where slow answers were never counted.
    base.latency *= 0.8
    let unit = LoadedUnit(AlternatingLoadOutcome(pairs: sound.pairs, base: base, candidate: sound.candidate))
    #expect(unit.problem?.contains("of the base") == true && unit.problem?.contains("Little's law") == true)
  }

  @Test("errors, and a load that nothing came of, are no evidence")
  func unusable() {
    let sound = outcome()
    let failed = AlternatingLoadOutcome(
      pairs: sound.pairs, base: sound.base, candidate: sound.candidate, failures: [.reset: 1], rejected: 0)
    #expect(LoadedUnit(failed).problem == "under load, requests had no answer (1 reset by the peer)")
    let rejected = AlternatingLoadOutcome(pairs: sound.pairs, base: sound.base, candidate: sound.candidate, rejected: 4)
    #expect(LoadedUnit(rejected).problem?.contains("4 answers") == true)
    #expect(LoadedUnit(AlternatingLoadOutcome()).problem != nil)
  }
}
