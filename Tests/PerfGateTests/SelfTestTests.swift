import HTTPWire
import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Self-test")
struct SelfTestTests {
  /// A comparison of units around 1, or around `slower`, that ended.
  private func comparison(_ seed: UInt64, slower: Double = 0, deviation: Double = 0.003, rejected: Int = 0) -> ComparisonResult {
    var generator = SeededGenerator(seed: seed)
    var result = ComparisonResult(quantities: ComparedQuantity.allCases)
    while result.goesOn {
      let shift = 1 + slower + Double.random(in: -deviation...deviation, using: &generator)
      let outcome = AlternatingExchange.Outcome(
        base: Array(repeating: 1_000_000, count: 100), candidate: Array(repeating: Int64(1e6 * shift), count: 100), rejected: rejected)
      result.add(ComparedUnit(outcome, baseTime: nil, candidateTime: nil))
    }
    return result
  }

  @Test("counts false alarms, with Wilson's interval")
  func falseAlarms() throws {
    var test = SelfTest()
    for seed in 0..<9 { test.add(comparison(UInt64(seed)), isComplete: true) }
    test.add(comparison(10, slower: 0.05), isComplete: true)
    #expect(test.comparisons == 10 && test.falseAlarms == 1 && test.passed == 9 && test.inconclusive == 0)
    let rate = try #require(test.falseAlarmRate)
    #expect(abs(rate.estimate - 0.1) < 1e-9 && abs(rate.lower - 0.0179) < 0.001 && abs(rate.upper - 0.404) < 0.001)
    #expect(SelfTestText.show(test, seconds: 90, seed: 1).contains("false alarms: 1 of 10, 10.00 % (1.79 % to 40.42 %"))
  }

  @Test("a noisier machine shows only larger slowdowns")
  func smallest() throws {
    var quiet = SelfTest()
    var noisy = SelfTest()
    for seed in 0..<6 {
      quiet.add(comparison(UInt64(seed)), isComplete: true)
      noisy.add(comparison(UInt64(seed), deviation: 0.03), isComplete: true)
    }
    let few = try #require(quiet.noise(seed: 1)?.smallestSlowdowns[6])
    let many = try #require(noisy.noise(seed: 1)?.smallestSlowdowns[6])
    #expect(few < 0.03 && many > 2 * few)
    #expect(SelfTestText.show(quiet, seconds: 9, seed: 1).contains("smallest slowdown"))
  }

  @Test("what few units happen to have in common is not taken for what the machine does")
  func symmetric() throws {
    var test = SelfTest()
    for seed in 0..<2 { test.add(comparison(UInt64(seed), slower: 0.004, deviation: 0.02), isComplete: true) }
    let noise = try #require(test.noise(seed: 1))
    #expect(abs(noise.ratio.estimate - 1) < 1e-9)
    #expect(noise.falseAlarms.estimate <= 0.01)
    #expect(try #require(test.ratio).estimate > 1.001)
  }

  @Test("a comparison without evidence, or without an end, is no sound one")
  func unsound() {
    var test = SelfTest()
    test.add(comparison(1, rejected: 2), isComplete: true)
    test.add(comparison(2), isComplete: false)
    #expect(test.comparisons == 0 && test.falseAlarmRate == nil && test.units.count == 6)
    let text = SelfTestText.show(test, seconds: 1, seed: 1)
    #expect(text.contains("no comparison came to its end") && text.contains("not measured, 1 x: unit 1"))
  }

  @Test("ends when the time is over, with what was measured")
  func time() async throws {
    let request = LoadRequest(name: "get", variants: [Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])
    let extent = ServiceComparison.Extent(unit: .milliseconds(40), warmUp: .milliseconds(4), connections: 0, hasControl: false)
    let test = try await SelfTest.run(
      [request], extent: extent, runs: 5, seed: 1, isOver: { true }, start: { _ in throw CancellationError() })
    #expect(test.comparisons == 0 && test.units.isEmpty)
  }
}
