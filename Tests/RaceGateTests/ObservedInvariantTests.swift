import GateKit
import JSONDocument
import StepLanguage
import Testing

@testable import RaceGate

@Suite("Observed invariants")
struct ObservedInvariantTests {
  private func invariant(_ yaml: String) throws -> Invariant { try InvariantReader.read(try YAMLDocument.parse(yaml, path: "r.yaml")) }

  private func outcome(_ value: Int, released: UInt64, finished: UInt64, status: Int = 200) -> BurstOutcome {
    BurstOutcome(answer: .response(status: status, body: Array("{\"v\":\(value)}".utf8)), released: released, finished: finished)
  }

  private func round(_ before: Double, _ after: Double, wins: Int = 2) -> RoundRecord {
    var record = RoundRecord(outcomes: (0..<3).map { outcome(0, released: 0, finished: 9, status: $0 < wins ? 200 : 409) })
    record.observedBefore = ["/total of GET /sum": before]
    record.observedAfter = ["/total of GET /sum": after]
    return record
  }

  @Test(
    "numbers before and after are compared",
    arguments: [
      ("{conserved: {request: GET /sum, value: /total}}", 5.0, 5.0, true),
      ("{conserved: {request: GET /sum, value: /total}}", 5, 6, false),
      ("{conserved: {request: GET /sum, value: /total, change: {count-of: {status: 200}}}}", 5, 7, true),
      ("{no-lost-update: {request: GET /sum, value: /total, of: {status: 200}}}", 5, 7, true),
      ("{no-lost-update: {request: GET /sum, value: /total, of: {status: 200}}}", 5, 6, false),
      ("{no-lost-update: {request: GET /sum, value: /total, of: {status: 200}, adds: -0.1}}", 0.3, 0.1, true),
      ("{monotonic: {request: GET /sum, value: /total}}", 5, 5, true), ("{monotonic: {request: GET /sum, value: /total}}", 5, 4, false),
      ("{monotonic: {request: GET /sum, value: /total, falls: true}}", 5, 4, true),
      ("{monotonic: {request: GET /sum, value: /total, falls: true}}", 4, 5, false),
    ])
  func compares(yaml: String, before: Double, after: Double, holds: Bool) throws {
    let invariant = try invariant(yaml)
    let broken = try invariant.violation(in: round(before, after))
    #expect((broken == nil) == holds)
    #expect(throws: RaceError.self) { try invariant.violation(in: RoundRecord(outcomes: [])) }
  }

  @Test("a lost update is counted")
  func lost() throws {
    let invariant = try invariant("{no-lost-update: {request: GET /sum, value: /total, of: {status: 200}, adds: 10}}")
    #expect(try invariant.violation(in: round(0, 10))?.contains("1 updates are lost") == true)
  }

  @Test("a query is an observation too")
  func query() throws {
    guard case .observed(let observed) = try invariant("{conserved: {sql: SELECT sum(x) AS count FROM t}}").kind else {
      Issue.record("another kind")
      return
    }
    #expect(observed.observation.text == "'SELECT sum(x) AS count FROM t'")
    #expect(observed.observation.step != nil)
  }

  @Test("an answer must not go back behind one that was complete before its request was released")
  func ordered() throws {
    let rising = try invariant("{monotonic: {of: {status: 200}, value: /v}}")
    let falling = try invariant("{monotonic: {of: {status: 200}, value: /v, falls: true}}")
    let apart = RoundRecord(outcomes: [outcome(3, released: 0, finished: 5), outcome(2, released: 6, finished: 9)])
    let overlapping = RoundRecord(outcomes: [outcome(3, released: 0, finished: 7), outcome(2, released: 6, finished: 9)])
    #expect(try rising.violation(in: apart)?.contains("request 2 was released after request 1 had been answered with 3") == true)
    #expect(try falling.violation(in: apart) == nil)
    #expect(try rising.violation(in: overlapping) == nil)
    let empty = RoundRecord(outcomes: [BurstOutcome(answer: .response(status: 200, body: []), released: 0, finished: 1)])
    #expect(throws: RaceError.self) { try rising.violation(in: empty) }
  }

  @Test(
    "what is wrong is said with its line",
    arguments: [
      "{conserved: {}}", "{conserved: {request: GET /x}}", "{conserved: {request: GET /x, value: total}}", "{monotonic: {value: /v}}",
      "{no-lost-update: {request: GET /x, value: /v}}", "{no-lost-update: {request: GET /x, value: /v, of: {status: 200}, adds: 0}}",
      "{conserved: {sql: SELECT 1, sum: 2}}",
    ])
  func refused(yaml: String) throws {
    let error = #expect(throws: GateError.self) { try invariant(yaml) }
    #expect(try #require(error).description.contains("r.yaml:1:"))
  }
}
