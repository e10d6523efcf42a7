import GateKit
import Testing

@testable import StepLanguage

struct StepParserTests {
  private func error(_ text: String) -> GateError? {
    do {
      _ = try Play.steps(text)
      return nil
    } catch { return error as? GateError }
  }

  @Test(
    "what is wrong is said with its line and column, and what was meant",
    arguments: [
      ("- requst: GET /", "1:3", "Did you mean 'request'?"),
      ("- request: GET /\n  expekt: {status: 200}", "2:3", "Did you mean 'expect'?"),
      ("- request: GET /\n  expect:\n    statsu: 200", "3:5", "Did you mean 'status'?"),
      ("- request: GET /\n  expect: {status: 99}", "2:20", "404"),
      ("- request: get /", "1:12", "GET /v1/items"),
      ("- request: GET", "1:12", "GET /v1/items"),
      ("- request: GET /\n  expect: {}", "2:11", "status"),
      ("- request: GET /\n  expect: {json: {items: 1}}", "2:19", "$.items"),
      ("- request: GET /\n  expect: {json: {$.a: {equal: 1}}}", "2:25", "Did you mean 'equals'?"),
      ("- request: GET /\n  expect: {json: {$.a: {type: strng}}}", "2:31", "Did you mean 'string'?"),
      ("- request: GET /\n  expect: {json: {$.a: {matches: '('}}}", "2:34", "Correct"),
      ("- request: GET /\n  json: {}\n  body: x", "3:9", "one of them"),
      ("- request: GET /${", "1:12", "Close it"),
      ("- request: GET /${a b}", "1:12", "letters"),
      ("- request: GET /\n  capture: {a: nothing}", "2:16", "$.path"),
      ("- request: GET /\n  sql: SELECT 1", "2:3", "two steps"),
      ("- name: alone", "1:3", "request"),
      ("- poll: 5s", "1:3", "Add 'until'"),
      ("- poll: 5s\n  every: 0ms\n  until: {request: GET /}", "3:10", "every 1ms"),
      ("- cases: []\n  steps: [{request: GET /}]", "1:10", "1 to 1000"),
      ("- cases: [{a: 1}]\n  steps: []", "2:10", "1 to 1000"),
      ("- repeat: 0\n  steps: [{request: GET /}]", "1:11", "1 to 10000"),
      ("- log: {}", "1:8", "field"),
      ("- metrics: /metrics", "1:12", "save"),
      ("- metrics: /metrics\n  expect: {'a{b=c}': 1}", "2:12", "single quotes"),
      ("- advance: later", "1:12", "250ms"),
      ("just text", "1:1", "list"),
      ("[]", "1:1", "1 to 1000"),
    ])
  func wrong(text: String, place: String, advice: String) {
    let found = error(text)
    #expect(found?.location.map { "\($0)" } == "steps.yaml:\(place)", "\(String(describing: found))")
    #expect(found?.remedy.contains(advice) == true, "\(String(describing: found))")
  }

  @Test("a step without a name is called by what it does")
  func titles() throws {
    let steps = try Play.steps("- request: GET /a/${b}\n- name: mine\n  request: GET /\n- set: {a: 1, b: 2}")
    #expect(steps.map(\.title) == ["GET /a/${b}", "mine", "set a, b"])
  }
}
