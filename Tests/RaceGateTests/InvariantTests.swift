import GateModel
import JSONDocument
import StepLanguage
import Testing

@testable import RaceGate

@Suite("Race invariants")
struct InvariantTests {
  private static let won = OutcomePattern(statuses: [200])
  private static let lost = OutcomePattern(statuses: [401])

  /// Simultaneous requests with these statuses; 0 is one that was lost.
  private func round(_ statuses: [Int], body: String = "{\"code\":\"invalid_token\",\"id\":1}") -> RoundRecord {
    let outcomes = statuses.enumerated().map { index, status in
      BurstOutcome(
        answer: status == 0 ? .lost(.timedOut) : .response(status: status, body: Array(body.utf8)), released: UInt64(index),
        finished: status == 0 ? nil : UInt64(1_000 + index))
    }
    return RoundRecord(outcomes: outcomes)
  }

  @Test(
    "counts outcomes",
    arguments: [
      (CountInvariant.Bound.exactly(1), [200, 401, 401], true), (.exactly(1), [200, 200, 401], false), (.exactly(1), [401, 401], false),
      (.atMost(2), [200, 200, 401], true), (.atMost(1), [200, 200], false), (.atLeast(2), [200, 200], true),
      (.atLeast(2), [200, 0], false),
    ])
  func counts(bound: CountInvariant.Bound, statuses: [Int], holds: Bool) {
    #expect((CountInvariant(bound, of: Self.won).violation(in: round(statuses)) == nil) == holds)
  }

  @Test("the refusals must be alike, except where they may differ")
  func distinct() throws {
    var mixed = round([401, 401, 200])
    mixed.outcomes[1].answer = .response(status: 401, body: Array("{\"id\":2,\"code\":\"invalid_token\"}".utf8))
    let strict = DistinctInvariant(of: Self.lost, value: .body, count: 1)
    let id = try #require(JSONPointer("/id"))
    let lenient = DistinctInvariant(of: Self.lost, value: .body, count: 1, ignoring: [id])
    let code = DistinctInvariant(of: Self.lost, value: .json(try #require(JSONPointer("/code"))), count: 1)
    #expect(strict.violation(in: mixed)?.contains("2 different values") == true)
    #expect(lenient.violation(in: mixed) == nil)
    #expect(code.violation(in: mixed) == nil)
    mixed.outcomes[0].answer = .response(status: 401, body: Array("{\"code\":\"already_used\",\"id\":1}".utf8))
    #expect(lenient.violation(in: mixed) != nil)
    #expect(code.violation(in: mixed) != nil)
  }

  @Test("counters add up to the attempts, and to the winners")
  func metrics() throws {
    var record = round([200, 401, 401])
    record.metricsBefore = try MetricText.parse("t_total{outcome=\"ok\"} 4\nt_total{outcome=\"no\"} 10\n")
    record.metricsAfter = try MetricText.parse("t_total{outcome=\"ok\"} 5\nt_total{outcome=\"no\"} 12\nopen 1\n")
    let ok = MetricInvariant.Selector(name: "t_total", labels: ["outcome": "ok"])
    let no = MetricInvariant.Selector(name: "t_total", labels: ["outcome": "no"])
    #expect(try MetricInvariant([ok], isDelta: true, expected: .outcomes(Self.won)).violation(in: record) == nil)
    #expect(try MetricInvariant([ok, no], isDelta: true, expected: .attempts).violation(in: record) == nil)
    #expect(try MetricInvariant([.init(name: "open")], isDelta: false, expected: .literal(1)).violation(in: record) == nil)
    #expect(
      try MetricInvariant([no], isDelta: true, expected: .literal(3)).violation(in: record)?.contains("changed by 2, 3 expected") == true)
  }

  @Test("a metric that is missing or goes back is an error, never a pass")
  func missingMetric() throws {
    var record = round([200])
    let invariant = MetricInvariant([.init(name: "c")], isDelta: true, expected: .literal(0))
    #expect(throws: RaceError.self) { try invariant.violation(in: record) }
    record.metricsBefore = try MetricText.parse("c 5")
    record.metricsAfter = try MetricText.parse("c 3")
    #expect(throws: RaceError.self) { try invariant.violation(in: record) }
    record.metricsAfter = try MetricText.parse("c NaN")
    #expect(throws: RaceError.self) { try invariant.violation(in: record) }
  }

  @Test("a query's number is compared, and its absence is an error")
  func sql() throws {
    var record = round([200, 401])
    let node = try YAMLDocument.parse("{sql: {query: SELECT 1, equals: {count-of: {status: 200}}}}", path: "r.yaml")
    let invariant = try InvariantReader.read(node)
    #expect(throws: RaceError.self) { try invariant.violation(in: record) }
    record.queryResults = ["SELECT 1": 1]
    #expect(try invariant.violation(in: record) == nil)
    record.queryResults = ["SELECT 1": 2]
    #expect(try invariant.violation(in: record) != nil)
  }

  @Test(
    "a single-use object is used once, and a lost answer may be the winner's",
    arguments: [
      ([200, 401, 401], true), ([200, 200, 401], false), ([401, 401, 401], false), ([401, 0, 401], true), ([200, 0, 401], true),
      ([200, 500, 401], false),
    ])
  func linearizable(statuses: [Int], holds: Bool) throws {
    let invariant = LinearizableInvariant(model: .singleUse, accepted: Self.won, rejected: Self.lost)
    #expect((try invariant.violation(in: round(statuses)) == nil) == holds)
  }

  @Test(
    "a stock is not oversold, and refuses nobody while something is left",
    arguments: [([201, 201, 409], true), ([201, 201, 201], false), ([201, 409, 409], false), ([201, 0, 409], true)])
  func stock(statuses: [Int], holds: Bool) throws {
    let invariant = LinearizableInvariant(
      model: .stock, initial: .integer(2), accepted: OutcomePattern(statuses: [201]), rejected: OutcomePattern(statuses: [409]))
    #expect((try invariant.violation(in: round(statuses)) == nil) == holds)
  }

  @Test("requests under one idempotency key have one result", arguments: [("{\"id\": 7}", true), ("{\"id\": 8}", false)])
  func idempotencyKey(other: String, holds: Bool) throws {
    var record = round([201, 201], body: "{\"id\": 7}")
    record.outcomes[1].answer = .response(status: 201, body: Array(other.utf8))
    let invariant = LinearizableInvariant(
      model: .idempotencyKey, accepted: OutcomePattern(statuses: [201]), result: JSONPointer("/id"))
    #expect((try invariant.violation(in: record) == nil) == holds)
  }

  @Test("a refusal that was read before the winner's release was noted is no contradiction")
  func lateStamp() throws {
    var record = round([401, 200])
    record.outcomes[0].finished = 5
    record.outcomes[1].released = 9
    let invariant = LinearizableInvariant(model: .singleUse, accepted: Self.won, rejected: Self.lost)
    #expect(try invariant.violation(in: record) == nil)
  }

  @Test("a pattern looks into the body where it says so")
  func pattern() throws {
    let pointer = try #require(JSONPointer("/code"))
    let pattern = OutcomePattern(statuses: [401], json: [.init(pointer: pointer, value: .string("invalid_token"))])
    #expect(pattern.matches(round([401]).outcomes[0]))
    #expect(!pattern.matches(round([401], body: "{}").outcomes[0]))
    #expect(!pattern.matches(round([401], body: "no json").outcomes[0]))
    #expect(!OutcomePattern().matches(round([0]).outcomes[0]))
    #expect(pattern.text == "status 401, /code \"invalid_token\"")
  }

  @Test("a tally names every outcome")
  func tally() {
    #expect(OutcomeTally(round([401, 200, 0, 401]).outcomes).text == "1 x 200, 2 x 401, 1 x no answer (timedOut)")
  }
}
