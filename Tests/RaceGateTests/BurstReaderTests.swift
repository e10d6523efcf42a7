import Foundation
import GateKit
import GateModel
import HTTPWire
import JSONDocument
import JSONSchema
import StepLanguage
import Testing

@testable import RaceGate

@Suite("Bursts in race files")
struct BurstReaderTests {
  private func file(_ burst: String, _ more: String = "") -> String {
    "race: a\n\(more)burst: \(burst)\ninvariants: [{exactly: {count: 1, of: {status: 200}}}]\n"
  }

  @Test("different requests and upgrades are mixed in one burst")
  func mixed() throws {
    let text = file(
      "{requests: [{request: POST /a, count: 3}, {websocket: GET /b}], sync: last-header-byte, arrival: {header: x, unit: us}}")
    let race = try RaceFile(text: text, path: "r.yaml")
    #expect(race.race.burst.parts == [.init(.requests, count: 3), .init(.upgrades, count: 1)])
    #expect(race.race.burst.count == 4)
    #expect(race.race.burst.sync == .fixed(.lastHeaderByte))
    #expect(race.race.burst.arrival == ArrivalHeader(name: "x", nanosecondsPerUnit: 1_000))
    #expect(race.requests.map(\.summary) == ["POST /a", "GET /b"])
    #expect(race.canary == nil)
  }

  @Test("power and widening are read")
  func power() throws {
    let more = "power: {window: 30us, miss: 0.001, at-most: 50}\nwiden: {dependency: database, delay: 10ms}\n"
    let race = try RaceFile(text: file("{count: 2, request: GET /, canary: {request: GET /health}}", more), path: "r.yaml")
    #expect(race.race.power == PowerGoal(window: .microseconds(30), miss: 0.001, maximumRounds: 50))
    #expect(race.race.widening?.dependency == "database")
    #expect(race.race.widening?.delay == .milliseconds(10))
    #expect(race.canary?.summary == "GET /health")
    #expect(race.race.burst.sync == .automatic)
  }

  static let wrong = [
    ("{count: 2}", ""), ("{count: 1, request: GET /}", ""), ("{count: 2, request: GET /, websocket: GET /}", ""),
    ("{requests: [{request: GET /}]}", ""), ("{requests: []}", ""), ("{count: 2, request: GET /, sync: lastbyte}", ""),
    ("{count: 2, websocket: GET /, sync: http2-one-write}", ""), ("{count: 2, request: GET /, arrival: {header: x, unit: h}}", ""),
    ("{count: 2, request: GET /, release: barrier}", ""), ("{count: 2, request: GET /}", "power: {window: 30us, miss: 2}\n"),
    ("{count: 2, request: GET /}", "power: {window: 30, miss: 0.1}\n"), ("{count: 2, request: GET /}", "power: {miss: 0.1}\n"),
    ("{count: 2, request: GET /}", "widen: {dependency: d, delay: 0s}\n"),
  ]

  @Test("what is wrong is said with its line", arguments: wrong)
  func refused(burst: String, more: String) throws {
    let text = file(burst, more)
    let error = #expect(throws: GateError.self) { try RaceFile(text: text, path: "r.yaml") }
    #expect(try #require(error).description.contains("r.yaml:"))
  }

  @Test("the recording of a race can be replayed, and follows its schema")
  func recording() throws {
    var file = try RaceFile(text: file("{count: 2, request: GET /}"), path: "r.yaml")
    var report = RaceReport()
    report.rounds = 4
    report.calibration.chosen = Calibration(release: .lastHeaderByte, source: .answers, instants: [[1, 2]])
    report.calibration.tried = report.calibration.chosen.map { [$0] } ?? []
    let outcomes = [
      BurstOutcome(answer: .response(status: 200, body: [120]), released: 50, finished: 90),
      BurstOutcome(answer: .lost(.timedOut), released: 40, finished: nil),
    ]
    report.keep(.init(number: 1, order: [1, 0], outcomes: outcomes, broken: []))
    report.keep(.init(number: 2, order: [0, 1], outcomes: outcomes, broken: ["2 of 2 won"]))
    report.keep(.init(number: 4, order: [0, 1], outcomes: outcomes, broken: []))
    let json = RaceRecording(file: file, report: report, root: RootSeed(7), seed: 9).json
    #expect(json["history"]?.array?.map { $0["round"]?.int } == [2, 4])
    #expect(json["history"]?[0]?["outcomes"]?[0]?["released_ns"]?.int == 10)
    let replay = try RaceReplay(json: json.serializedBytes(), path: "reports/races/a.json")
    #expect(replay.rootSeed == 7)
    file.race.power = PowerGoal(window: .zero, miss: 0.5)
    let again = replay.applied(to: file).race
    #expect(again.rounds == 4)
    #expect(again.power == nil)
    #expect(again.burst.sync == .fixed(.lastHeaderByte))
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let schema = try Data(contentsOf: root.appendingPathComponent("contracts/schemas/race-recording.schema.json"))
    #expect(try CompiledSchema(try JSONParser.parse(Array(schema))).validate(json).isEmpty)
  }

  @Test("what is no recording is refused", arguments: ["", "{}", "{\"version\":2}", "{\"version\":1,\"race\":\"a\",\"root_seed\":\"x\"}"])
  func noRecording(text: String) {
    #expect(throws: GateError.self) { try RaceReplay(json: Array(text.utf8), path: "x.json") }
  }
}
