import GateKit
import Testing

@testable import StepLanguage

struct NameFlowTests {
  @Test(
    "what was set, captured, counted or given before may be used",
    arguments: [
      "- set: {a: 1}\n- request: GET /${a}", "- request: GET /\n  capture: {a: body}\n- request: GET /${a}",
      "- request: GET /${seed}/${uuid.x}/${target.port}", "- repeat: 2\n  steps: [{request: 'GET /${iteration}'}]",
      "- cases: [{a: 1}]\n  steps: [{request: 'GET /${a}'}]",
      "- request: GET /\n  capture: {l: {from: '$.l', all: true}}\n- cases: '${l}'\n  steps: [{request: 'GET /${anything}'}]",
      "- poll: 1s\n  until: {request: GET /, capture: {a: body}}\n- request: GET /${a}",
      "- set: {s: 1}\n- if: {s: 1}\n  then: [{set: {a: 1}}]\n  else: [{set: {a: 2}}]\n- request: GET /${a}",
      "- sql: SELECT 1 AS n\n  capture: {a: n}\n- request: GET /${a}", "- request: GET /\n  body: $${a}",
      "- metrics: /m\n  save: x\n- metrics: /m\n  since: x\n  expect: {a: 1}",
    ])
  func known(steps: String) { #expect(Play.nameError(steps) == nil) }

  @Test(
    "what nothing made before is an error at its place, with what was probably meant",
    arguments: [
      ("- set: {session: 1}\n- request: GET /${sesion}", "2:12", "Did you mean 'session'?"),
      ("- request: GET /${a}\n  capture: {a: body}", "1:12", "nothing to choose"),
      ("- request: GET /\n  headers: {X: '${a}'}", "2:16", ""),
      ("- request: GET /\n  expect: {json: {$.x: {at-least: '${a}'}}}", "2:35", ""),
      ("- cases: [{a: 1}]\n  steps: [{request: 'GET /${a}'}]\n- request: GET /${a}", "3:12", ""),
      ("- repeat: 1\n  steps: [{request: GET /}]\n- request: GET /${iteration}", "3:12", ""),
      ("- if: {a: 1}\n  then: [{request: GET /}]", "1:8", ""), ("- sql: SELECT ${a}\n  rows: 1", "1:8", ""),
      ("- metrics: /m\n  since: x\n  expect: {a: 1}", "2:10", ""),
    ])
  func unknown(steps: String, place: String, advice: String) {
    let error = Play.nameError(steps)
    #expect(error?.location.map { "\($0)" } == "steps.yaml:\(place)", "\(String(describing: error))")
    #expect(advice.isEmpty || error?.remedy.contains(advice) == true, "\(String(describing: error))")
  }
}
