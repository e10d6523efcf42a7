import GateKit
import GateModel
import HTTPWire
import Linearizability
import StepLanguage
import Testing

@testable import RaceGate

@Suite("Race runner")
struct RaceRunnerTests {
  private static let won = OutcomePattern(statuses: [200])
  private static let lost = OutcomePattern(statuses: [401])

  private func race(rounds: Int = 5, judge: any HistoryJudge = ModelJudge(.singleUse)) -> Race {
    let location = SourceLocation(path: "contracts/races/token.yaml", line: 12)
    var history = LinearizableInvariant(model: .singleUse, accepted: Self.won, rejected: Self.lost)
    history.judge = judge
    let kinds: [Invariant.Kind] = [
      .count(CountInvariant(.exactly(1), of: Self.won)), .distinct(DistinctInvariant(of: Self.lost, value: .body, count: 1)),
      .metric(MetricInvariant([.init(name: "consumed_total"), .init(name: "rejected_total")], isDelta: true, expected: .attempts)),
      .linearizable(history),
    ]
    return Race(
      name: "token", title: "One token, many takers", requirements: ["S2-W4"], rounds: rounds, burst: BurstPlan(count: 12),
      invariants: kinds.map { Invariant($0, at: location) }, location: location)
  }

  private func run(
    _ kind: FixtureServer.Kind, serialised: Bool = false, judge: any HistoryJudge = ModelJudge(.singleUse)
  ) async throws -> RaceReport {
    let server = try await FixtureServer.start(kind)
    let race = race(judge: judge)
    do {
      let report = try await report(of: race, serialised, on: server)
      await server.stop()
      return report
    } catch {
      await server.stop()
      throw error
    }
  }

  private func report(of race: Race, _ serialised: Bool, on server: FixtureServer) async throws -> RaceReport {
    try await WireLoops.with { loops in
      let client = HTTPWireClient(endpoint: server.endpoint, loops: loops)
      let stage = TokenStage(client: client, count: race.burst.count)
      let burst: any BurstFiring =
        serialised
        ? SerialisedSender(client: client) : try BurstRunner(plan: race.burst, endpoint: server.endpoint, loops: loops)
      let report = try await RaceRunner(race: race, stage: stage, burst: burst, clock: ContinuousClock()).run()
      await client.close()
      return report
    }
  }

  @Test("a token that is taken in one step survives")
  func atomic() async throws {
    let report = try await run(.atomic)
    #expect(report.violations.isEmpty)
    #expect(report.rounds == 5)
    #expect(report.tally.text == "5 x 200, 55 x 401")
  }

  @Test("a token that is looked at and then taken is found, with place and tally")
  func checkThenAct() async throws {
    let report = try await run(.checkThenAct)
    let count = try #require(report.violations.first { $0.invariant.hasPrefix("exactly 1") })
    #expect(count.location == SourceLocation(path: "contracts/races/token.yaml", line: 12))
    #expect(count.message.contains("of 12 simultaneous requests ended with status 200, exactly 1 may"))
    #expect(report.violations.contains { $0.isHistory })
    #expect(report.overlappedRounds > 0)
    #expect(report.peakInFlight >= 2)
  }

  @Test("a counter that loses updates is found, although every answer is right")
  func lossyCounter() async throws {
    let report = try await run(.lossyCounter)
    #expect(report.violations.map(\.isCounter) == [true])
  }

  @Test("a sender that sends one after the other proves nothing, although no invariant broke")
  func serialisedSender() async throws {
    let report = try await run(.checkThenAct, serialised: true)
    #expect(report.violations.isEmpty)
    #expect(report.overlappedRounds == 0)
    #expect(report.weakness?.contains("0 of 5 rounds") == true)
  }

  @Test("a judge that accepts every history decides nothing, also where all is right")
  func credulousJudge() async throws {
    await #expect(throws: RaceError.undecided("the judge of a single-use object accepts a history that no such object has")) {
      _ = try await run(.atomic, judge: CredulousJudge())
    }
  }

  @Test("a report turns into an outcome and a finding that names place, requirement and rounds")
  func conclusion() async throws {
    let race = race()
    let recorder = MemoryRecorder(gate: "race")
    let planned = PlannedCase(
      id: race.caseID, title: race.title, check: "race/broken-invariant", requirements: race.requirements, location: race.location)
    var broken = RaceReport()
    broken.rounds = 5
    broken.overlappedRounds = 5
    broken.add(race.invariants[0], message: "2 of 12 won", round: 3, outcomes: [])
    broken.add(race.invariants[0], message: "3 of 12 won", round: 4, outcomes: [])
    let report = broken
    try await recorder.run(planned) { await RaceJudge.conclude(race, report, context: $0) }
    let finding = try #require(await recorder.findings.first)
    #expect(await recorder.outcomes[race.caseID] == .failed)
    #expect(finding.message == "2 of 12 won (round 3; in 2 of 5 rounds)")
    #expect(finding.requirements == ["S2-W4"])
    #expect(finding.location?.line == 12)
  }

  @Test("rounds without overlap, or no rounds, are inconclusive", arguments: [(0, 0), (5, 0), (5, 2)])
  func inconclusive(rounds: Int, overlapped: Int) async throws {
    let race = race()
    let recorder = MemoryRecorder(gate: "race")
    let planned = PlannedCase(id: race.caseID, title: race.title, check: "race/broken-invariant")
    try await recorder.run(planned) { context in
      var report = RaceReport()
      report.rounds = rounds
      report.overlappedRounds = overlapped
      return await RaceJudge.conclude(race, report, context: context)
    }
    #expect(await recorder.outcomes[race.caseID]?.name == "inconclusive")
  }
}

/// Finds an order for whatever was answered.
private struct CredulousJudge: HistoryJudge {
  func report(on history: RecordedHistory, initial: HistoryValue?) throws(HistoryFileError) -> HistoryReport {
    let right = RecordedOperation(
      process: .integer(1), name: "consume", answer: RecordedOperation.Answer(value: .bool(true)), invoked: 0, returned: 1)
    return try ObjectModel.singleUse.checkSerially(RecordedHistory(operations: [right]))
  }
}

/// Issues a token for each round and lets everybody take it.
private actor TokenStage: RaceStage {
  nonisolated let endpoint: WireEndpoint
  private let client: HTTPWireClient
  private let count: Int
  private var body = ""

  init(client: HTTPWireClient, count: Int) {
    self.client = client
    self.count = count
    endpoint = client.endpoint
  }

  func begin(round: Int) async throws {
    body = try await client.send(WireRequest(method: "POST", target: "/issue"), deadline: .seconds(5)).text
  }

  func items(round: Int) -> [BurstItem] { (0..<count).map { _ in .request(.json("POST", "/consume", body: body)) } }

  func metrics() async throws -> MetricSamples {
    try MetricText.parse(try await client.send(WireRequest(target: "/metrics"), deadline: .seconds(5)).text)
  }

  func answer(to query: SQLInvariant) async throws -> Double { throw RaceError.notObserved("a database") }

  func observe(_ observation: Observation) async throws -> Double { throw RaceError.notObserved(observation.text) }

  func end(round: Int) async throws {}
}

/// What a broken burst would do: one request after the other.
private struct SerialisedSender: BurstFiring {
  let client: HTTPWireClient

  func fire(_ prepared: [BurstItem], round: Int) async throws -> BurstShot {
    var records: [BurstRecord] = []
    for (index, item) in prepared.enumerated() {
      guard case .request(let request) = item else { continue }
      let response = try await client.send(request, deadline: .seconds(5))
      records.append(
        BurstRecord(
          index: index, released: response.timing.sent, firstByte: response.timing.firstByte, finished: response.timing.finished,
          outcome: .success(response)))
    }
    return BurstShot(outcomes: records.map { BurstOutcome($0) }, overlap: BurstOverlap(records), open: [])
  }

  func close() async {}
}
