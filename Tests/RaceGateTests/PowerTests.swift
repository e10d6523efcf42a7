import HTTPWire
import Testing

@testable import RaceGate

@Suite("Power of a race")
struct PowerTests {
  @Test(
    "Wilson's interval is that of the literature",
    arguments: [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (88, 100, 0.8019, 0.9300), (0, 0, 0.0, 1.0)])
  func wilson(successes: Int, trials: Int, lower: Double, upper: Double) {
    var measured = PowerMeasurement()
    (measured.bursts, measured.detected) = (trials, successes)
    let interval = measured.interval
    #expect(abs(interval.lower - lower) < 1e-3)
    #expect(abs(interval.upper - upper) < 1e-3)
  }

  @Test(
    "as many rounds as the chance needs, and none where they are not enough",
    arguments: [(0.95, 0.001, 3), (0.5, 0.001, 10), (1.0, 0.001, 1), (0.01, 0.001, 688), (0.001, 0.001, nil), (0.0, 0.5, nil)])
  func rounds(chance: Double, miss: Double, rounds: Int?) {
    #expect(PowerGoal(window: .microseconds(30), miss: miss).rounds(hitting: chance) == rounds)
    guard let rounds else { return }
    #expect(PowerGoal.miss(after: rounds, hitting: chance) <= miss)
  }

  @Test("a calibration counts the bursts with two requests within the window")
  func calibration() {
    let found = Calibration(release: .barrier, source: .arrivals, instants: [[100, 40_000, 20_000], [0, 90_000], [5, 5, 5], [7], []])
    #expect(found.spreads == [39_900, 90_000, 0])
    #expect(found.gaps == [19_900, 90_000, 0])
    #expect(found.hits(within: .microseconds(30)) == 2)
    #expect(found.hits(within: .zero) == 1)
    #expect(found.medianSpread == 39_900)
    #expect(found.leastChance(within: .microseconds(30)) < 2.0 / 3)
    #expect(Calibration(release: .barrier, source: .answers, instants: []).leastChance(within: .seconds(1)) == 0)
  }

  @Test("the order of a round depends on the seed and the round only, and names each request once")
  func order() {
    let first = BurstRunner.order(30, seed: 7, round: 1)
    #expect(first == BurstRunner.order(30, seed: 7, round: 1))
    #expect(first != BurstRunner.order(30, seed: 7, round: 2))
    #expect(first != BurstRunner.order(30, seed: 8, round: 1))
    #expect(first.sorted() == Array(0..<30))
  }

  @Test("a goal that cannot be met is a weakness, never a pass")
  func weakness() {
    var report = RaceReport()
    report.power = .init(
      goal: PowerGoal(window: .microseconds(30), miss: 0.001), window: .microseconds(30), hits: 0, bursts: 200, chance: 0, rounds: nil)
    #expect(report.weakness?.contains("0 of 200 harmless bursts") == true)
  }

  @Test("automatic release tries what the target allows, and takes the tightest")
  func automatic() async throws {
    let server = try await FixtureServer.start(.atomic)
    try await WireLoops.with { loops in
      let runner = try BurstRunner(plan: BurstPlan(count: 6), endpoint: server.endpoint, loops: loops)
      let found = try await runner.calibrate()
      #expect(found.tried.map(\.release) == [.lastBytes(1), .lastHeaderByte, .barrier])
      let chosen = try #require(found.chosen?.medianSpread)
      #expect(found.tried.compactMap(\.medianSpread).allSatisfy { $0 >= chosen })
      await runner.close()
    }
    await server.stop()
  }

  @Test("freezing a target that the run did not start is an error")
  func freeze() async throws {
    try await WireLoops.with { loops in
      _ = #expect(throws: RaceError.self) {
        try BurstRunner(
          plan: BurstPlan(count: 2, sync: .fixed(.freeze)), endpoint: WireEndpoint(host: "127.0.0.1", port: 1), loops: loops)
      }
    }
  }
}
