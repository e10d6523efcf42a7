import PerfStatistics
import Testing

@Suite("Event rate")
struct EventRateTests {
  private func rate(_ events: (Double?, Double?), _ finalizes: (Double?, Double?)) throws -> EventRate {
    try EventRate(
      events: CounterIncrease(of: "violations", before: events.0, after: events.1),
      finalizes: CounterIncrease(of: "finalizes", before: finalizes.0, after: finalizes.1))
  }

  @Test("is events for each finalize, and equal to the limit passes")
  func rates() throws {
    let rate = try rate((2, 7), (100, 1_100))
    #expect(rate.rate == 0.005)
    #expect(rate.isWithin(0.005))
    #expect(!rate.isWithin(0.005.nextDown))
    #expect(try #require(rate.interval()).upper > 0.01)
  }

  @Test("no traffic is an error, not a rate of 0")
  func noTraffic() { #expect(throws: RateError.noTraffic(counter: "finalizes")) { try rate((0, 0), (5, 5)) } }

  @Test("a counter that goes back is an error")
  func back() {
    #expect(throws: RateError.wentBack(counter: "violations", series: "", from: 3, to: 2)) { try rate((3, 2), (0, 5)) }
  }

  @Test("a missing sample is an error, before and after")
  func missing() {
    #expect(throws: RateError.missing(counter: "violations", .before)) { try rate((nil, 2), (0, 5)) }
    #expect(throws: RateError.missing(counter: "finalizes", .after)) { try rate((0, 2), (0, nil)) }
    #expect(throws: RateError.missing(counter: "x", .after)) { try CounterIncrease(of: "x", before: [:], after: [:]) }
  }

  @Test("a sample that is no count is an error", arguments: [Double.infinity, -1])
  func unusable(value: Double) {
    #expect(throws: RateError.unusable(counter: "violations", .after, value: value)) { try rate((0, value), (0, 5)) }
    #expect(throws: RateError.self) { try rate((.nan, 3), (0, 5)) }
  }

  @Test("series are summed, a new one begins at 0, a vanished one is an error")
  func series() throws {
    let increase = try CounterIncrease(of: "x", before: ["a": 1, "b": 2], after: ["a": 4, "b": 2, "c": 5])
    #expect(increase.value == 8)
    #expect(throws: RateError.vanished(counter: "x", series: "b")) {
      try CounterIncrease(of: "x", before: ["a": 1, "b": 2], after: ["a": 4])
    }
    #expect(throws: RateError.vanished(counter: "x", series: "a")) { try CounterIncrease(of: "x", before: ["a": 1], after: [:]) }
  }

  @Test("more events than finalizes have a rate above 1, and no binomial interval")
  func above() throws {
    let rate = try rate((0, 6), (0, 5))
    #expect(rate.rate == 1.2)
    #expect(rate.interval() == nil)
  }
}
