import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Performance judge")
struct PerfJudgeTests {
  private static func steady(_ ratio: Double, count: Int = 12) -> [Double] { (0..<count).map { ratio * (1 + Double($0 % 5 - 2) / 100) } }
  private static func wild(_ ratio: Double) -> [Double] { (0..<12).map { ratio * [0.3, 0.6, 1, 1.8, 3.2][$0 % 5] } }

  private enum Kind { case passed, slower, overBudget, undecided }

  private func kind(_ verdict: PerfVerdict) -> Kind {
    switch verdict {
    case .passed: .passed
    case .slower: .slower
    case .overBudget: .overBudget
    case .undecided: .undecided
    }
  }

  @Test("passes what is as fast as the baseline, or faster, or a little slower", arguments: [4.0, 1.0, 6.5])
  func passes(ratio: Double) {
    let verdict = PerfJudge(slowdown: 2).judge(Samples.measurement(ratios: Self.steady(ratio)), against: Samples.baseline(ratio: 4))
    #expect(kind(verdict) == .passed)
  }

  @Test("calls a gross slowdown one", arguments: [9.0, 20.0])
  func slower(ratio: Double) {
    let verdict = PerfJudge(slowdown: 2).judge(Samples.measurement(ratios: Self.steady(ratio)), against: Samples.baseline(ratio: 4))
    #expect(kind(verdict) == .slower)
  }

  @Test("cannot decide what lies at the limit, or is noise", arguments: [steady(8), wild(5), wild(9)])
  func undecided(ratios: [Double]) {
    let verdict = PerfJudge(slowdown: 2).judge(Samples.measurement(ratios: ratios), against: Samples.baseline(ratio: 4))
    #expect(kind(verdict) == .undecided)
  }

  @Test("a vague baseline makes the decision vague")
  func vagueBaseline() {
    let baseline = Samples.baseline(ratio: 4, halfWidth: 3)
    let verdict = PerfJudge(slowdown: 2).judge(Samples.measurement(ratios: Self.steady(9)), against: baseline)
    #expect(kind(verdict) == .undecided)
  }

  @Test("a slowdown that waiting for a processor may have made is none", arguments: [(0.0, true), (0.3, true), (0.7, false)])
  func busyMachine(waitShare: Double, isCalled: Bool) {
    var measurement = Samples.measurement(ratios: Self.steady(15))
    measurement.waitShare = waitShare
    let verdict = PerfJudge(slowdown: 2).judge(measurement, against: Samples.baseline(ratio: 4))
    #expect(kind(verdict) == (isCalled ? .slower : .undecided))
  }

  @Test("no budget is broken on a machine that keeps the service waiting", arguments: [(0.3, true), (0.6, false)])
  func busyBudget(waitShare: Double, isCalled: Bool) {
    var measurement = Samples.measurement(ratios: Self.steady(4))
    measurement.waitShare = waitShare
    let judge = PerfJudge(slowdown: 2, budgets: [LatencyBudget(name: "p99", quantile: 0.99, limit: .microseconds(500))])
    let verdict = judge.judge(measurement, against: Samples.baseline(ratio: 4))
    #expect(kind(verdict) == (isCalled ? .overBudget : .undecided))
  }

  @Test("numbers that cannot be true together decide nothing: more in flight than there were workers")
  func audited() {
    var measurement = Samples.measurement(ratios: Self.steady(20))
    #expect(measurement.auditProblem == nil)
    measurement.workloadTime /= 3
    guard case .undecided(let reason) = PerfJudge(slowdown: 2).judge(measurement, against: Samples.baseline(ratio: 4)) else {
      Issue.record("a measurement of more latency than time was decided on")
      return
    }
    #expect(reason.contains("Little's law"))
    measurement.concurrency = 4
    #expect(measurement.auditProblem == nil)
    measurement.workloadLatency.record(.max)
    #expect(measurement.auditProblem != nil)
  }

  @Test("waiting is read from what Linux counts")
  func processorTime() {
    let start = ProcessorTime(schedstats: ["100 50 7\n", "10 0 1\n"])
    let end = ProcessorTime(schedstats: ["400 150 9\n", "10 0 1\n", "nonsense", ""])
    #expect(start == ProcessorTime(ran: 110, waited: 50))
    #expect(end.waitShare(since: start) == 0.25)
    #expect(start.waitShare(since: end) == 0)
  }

  @Test("too few or too thin slices decide nothing")
  func tooFew() {
    let few = PerfJudge(slowdown: 2).judge(Samples.measurement(ratios: Self.steady(20, count: 5)), against: Samples.baseline(ratio: 4))
    #expect(kind(few) == .undecided)
    var thin = WorkloadMeasurement()
    for _ in 0..<12 { thin.add(control: SliceResult(latencies: [1, 2]), workload: SliceResult(latencies: [100])) }
    #expect(thin.thinPairs == 12)
    #expect(kind(PerfJudge(slowdown: 2).judge(thin, against: Samples.baseline(ratio: 4))) == .undecided)
  }

  @Test("a quantile that certainly lies over its budget fails", arguments: [(50, true), (5_000, false)])
  func budget(milliseconds: Int, over: Bool) {
    var slices = Samples.measurement(ratios: Self.steady(4))
    let slow = Array(repeating: Int64(900_000_000), count: 100)
    slices.add(
      control: SliceResult(latencies: slow, elapsed: 90_000_000_000), workload: SliceResult(latencies: slow, elapsed: 90_000_000_000))
    let judge = PerfJudge(slowdown: 2, budgets: [LatencyBudget(name: "p99", quantile: 0.99, limit: .milliseconds(milliseconds))])
    #expect((kind(judge.judge(slices, against: Samples.baseline(ratio: 4))) == .overBudget) == over)
  }

  @Test("the change is the ratio of the ratios")
  func change() throws {
    let measurement = Samples.measurement(ratios: Self.steady(6))
    let comparison = try #require(PerfComparison(measurement: measurement, baseline: Samples.baseline(ratio: 4), slowdown: 2))
    #expect(abs(comparison.change.estimate - 1.5) < 0.01)
    #expect(comparison.change.lower < 1.5 && comparison.change.lower > 1.4)
    #expect(comparison.smallestDetectable > 2)
  }
}
