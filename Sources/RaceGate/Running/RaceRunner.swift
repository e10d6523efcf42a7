import HTTPWire
import StepLanguage

/// Runs the rounds of one race and judges each.
struct RaceRunner: Sendable {
  let race: Race
  let stage: any RaceStage
  let burst: any BurstFiring
  var widening: (any Widening)?
  let clock: any Clock<Duration>

  /// How long metrics may take to show what has happened.
  private static let settling = 20
  private static let enoughViolations = 3
  private static let pause = Duration.milliseconds(50)

  /// - Throws: what the stage throws, and ``RaceError``.
  func run() async throws -> RaceReport {
    do {
      var report = RaceReport()
      report.calibration = try await burst.calibrate()
      let rounds = try plan(&report)
      guard rounds > 0 else {
        await burst.close()
        return report
      }
      for round in 1...rounds {
        try Task.checkCancellation()
        try await play(round, &report)
        // Each further round would say the same, and a wrong counter costs a wait in each.
        if report.violatedRounds >= Self.enoughViolations { break }
      }
      await burst.close()
      return report
    } catch {
      await burst.close()
      throw error
    }
  }

  /// How many rounds are run; none where the goal for the power cannot be met.
  private func plan(_ report: inout RaceReport) throws -> Int {
    guard let goal = race.power else { return max(race.rounds, 1) }
    guard let calibration = report.calibration.chosen, !calibration.gaps.isEmpty else {
      throw RaceError.notObserved("how close together requests come (the calibration for 'power')")
    }
    let window = goal.window + (race.widening?.delay ?? .zero)
    let chance = calibration.leastChance(within: window)
    let rounds = goal.rounds(hitting: chance)
    report.power = RaceReport.Power(
      goal: goal, window: window, hits: calibration.hits(within: window), bursts: calibration.gaps.count, chance: chance, rounds: rounds)
    return rounds ?? 0
  }

  private func shoot(_ round: Int) async throws -> BurstShot {
    let items = try await stage.items(round: round)
    guard let widening else { return try await burst.fire(items, round: round) }
    try await widening.begin()
    let shot: BurstShot
    do {
      shot = try await burst.fire(items, round: round)
    } catch {
      // The first error is the one that matters.
      try? await widening.end()
      throw error
    }
    do {
      try await widening.end()
    } catch {
      await close(shot.open)
      throw error
    }
    return shot
  }

  private func observations() async throws -> [String: Double] {
    var values: [String: Double] = [:]
    for observation in race.observations { values[observation.text] = try await stage.observe(observation) }
    return values
  }

  private func play(_ round: Int, _ report: inout RaceReport) async throws {
    try await stage.begin(round: round)
    var before = RoundRecord(outcomes: [], metricsBefore: race.needsMetrics ? try await stage.metrics() : MetricSamples())
    before.observedBefore = try await observations()
    let shot = try await shoot(round)
    let judged: [(Invariant, String)]
    do {
      await greet(shot.open)
      judged = try await judge(shot, before)
    } catch {
      await close(shot.open)
      throw error
    }
    await close(shot.open)
    for (invariant, message) in judged { report.add(invariant, message: message, round: round, outcomes: shot.outcomes) }
    report.keep(RaceReport.Round(number: round, order: shot.order, outcomes: shot.outcomes, broken: judged.map(\.1)))
    report.noteArrivals(shot.outcomes)
    report.rounds += 1
    report.requests += shot.outcomes.count
    report.tally.add(shot.outcomes)
    report.overlappedRounds += shot.overlap.happened ? 1 : 0
    report.peakInFlight = max(report.peakInFlight, shot.overlap.peakInFlight)
    report.widestRelease = max(report.widestRelease, shot.overlap.releaseSpreadNanoseconds)
    // After a broken invariant the steps that follow would fail as a consequence, and hide it.
    guard judged.isEmpty else {
      report.violatedRounds += 1
      return
    }
    do {
      try await stage.end(round: round)
    } catch let failure as StepFailure {
      report.add(failure, round: round, outcomes: shot.outcomes)
      report.violatedRounds += 1
    }
  }

  /// Judges a round. Metrics may lag a little behind the answers, so they are read again before one counts as wrong.
  private func judge(_ shot: BurstShot, _ before: RoundRecord) async throws -> [(Invariant, String)] {
    var record = before
    record.outcomes = shot.outcomes
    record.observedAfter = try await observations()
    for query in race.queries { record.queryResults[query.query] = try await stage.answer(to: query) }
    for attempt in 1...Self.settling {
      if race.needsMetrics { record.metricsAfter = try await stage.metrics() }
      let broken = try violations(record)
      let onlyMetrics = broken.allSatisfy { if case .metric = $0.0.kind { true } else { false } }
      if broken.isEmpty || !onlyMetrics || attempt == Self.settling { return broken }
      try await clock.sleep(for: Self.pause)
    }
    return []
  }

  private func violations(_ record: RoundRecord) throws -> [(Invariant, String)] {
    try race.invariants.compactMap { invariant in try invariant.violation(in: record).map { (invariant, $0) } }
  }

  /// Waits for the first message of each open socket, so that the target has finished opening it.
  private func greet(_ sockets: [WebSocketClient]) async {
    for socket in sockets {
      // A socket that says nothing, or is closed at once, is judged by the invariants.
      _ = try? await socket.receive(deadline: .seconds(1))
    }
  }

  private func close(_ sockets: [WebSocketClient]) async {
    await withTaskGroup(of: Void.self) { group in
      for socket in sockets { group.addTask { await socket.close(deadline: .seconds(1)) } }
    }
  }
}
