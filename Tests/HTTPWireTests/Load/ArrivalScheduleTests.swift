import PerfStatistics
import Testing

@testable import HTTPWire

@Suite("Arrival schedule")
struct ArrivalScheduleTests {
  private func arrivals(_ plan: ArrivalPlan, threads: Int = 1, seed: UInt64 = 1) -> [Int64] {
    (0..<threads).flatMap { thread in
      var schedule = ArrivalSchedule(plan, thread: thread, of: threads, seed: seed)
      return Array(sequence(state: ()) { _ in schedule.next() })
    }.sorted()
  }

  @Test("uniform arrivals are equally far apart, however many threads share them", arguments: [1, 2, 3])
  func uniform(threads: Int) {
    let plan = ArrivalPlan(spacing: .uniform, rate: 1_000, duration: .seconds(2))
    #expect(arrivals(plan, threads: threads) == (0..<2_000).map { Int64($0) * 1_000_000 })
  }

  @Test("Poisson arrivals have the rate, gaps that vary as much as they are long, and are the same for the same seed", arguments: [1, 4])
  func poisson(threads: Int) {
    let plan = ArrivalPlan(rate: 500, duration: .seconds(20))
    let times = arrivals(plan, threads: threads)
    #expect(abs(times.count - 10_000) < 400)
    let gaps = zip(times.dropFirst(), times).map { Double($0 - $1) }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    #expect(abs(variance.squareRoot() / mean - 1) < 0.05)
    #expect(times == arrivals(plan, threads: threads))
    #expect(times != arrivals(plan, threads: threads, seed: 2))
  }

  @Test("a ramp changes the rate evenly, and stages follow each other")
  func stages() throws {
    let plan = ArrivalPlan(
      spacing: .uniform,
      stages: [
        .init(duration: .seconds(4), from: 0, to: 1_000), .init(duration: .seconds(1), rate: 0), .init(duration: .seconds(1), rate: 300),
      ])
    let times = arrivals(plan)
    #expect(times.count == 2_300)
    // The integral of the ramp is 125 t²: a quarter of its arrivals lies in the first half.
    #expect(times.filter { $0 < 2_000_000_000 }.count == 500)
    #expect(times.filter { $0 >= 4_000_000_000 && $0 < 5_000_000_000 }.isEmpty)
    #expect(try #require(times.last) < 6_000_000_000)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
