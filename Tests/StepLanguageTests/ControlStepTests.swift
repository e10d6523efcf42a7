import GateKit
import Testing

@testable import StepLanguage

/// Conditions, tables and polling, and what of them was never done.
@Suite("Control of steps", .timeLimit(.minutes(1)))
struct ControlStepTests {
  private func missed(_ text: String, answer: @escaping @Sendable (String, Int) -> String = { _, _ in EchoServer.response(200) })
    async throws
    -> [String]
  {
    let scope = try await Play.run(text, answer: answer)
    return Reach.missed(try Play.steps(text), reached: scope.reached).map { "\($0.location.line ?? 0)" }
  }

  @Test("one branch or the other is done, by the values of variables")
  func conditions() async throws {
    let text = "- set: {mode: MODE}\n- if: {mode: fast}\n  then: [{set: {way: a}}]\n  else: [{set: {way: b}}]"
    #expect(try await Play.run(text.replacing("MODE", with: "fast")).variables["way"] == "a")
    #expect(try await Play.run(text.replacing("MODE", with: "slow")).variables["way"] == "b")
  }

  @Test("a condition that is never true leaves its steps missed")
  func neverTrue() async throws {
    let text = "- set: {mode: MODE}\n- if: {mode: fast}\n  then:\n    - request: GET /\n      expect: {status: 200}"
    #expect(try await missed(text.replacing("MODE", with: "slow")) == ["4"])
    #expect(try await missed(text.replacing("MODE", with: "fast")).isEmpty)
  }

  @Test("of two branches the one that is taken counts, and what it leaves out in itself")
  func otherwise() async throws {
    let text = """
      - set: {mode: slow}
      - if: {mode: fast}
        then: [{request: GET /}]
        else:
          - request: GET /
          - if: {mode: never}
            then:
              - request: GET /
      """
    #expect(try await missed(text) == ["8"])
  }

  @Test("a condition inside a table is met once one row meets it")
  func rows() async throws {
    let text =
      "- cases: [{n: 1}, {n: 2}]\n  steps:\n    - if: {n: 2}\n      then: [{request: GET /}]\n    - if: {n: 3}\n      then: [{request: GET /}]"
    #expect(try await missed(text) == ["6"])
  }

  @Test("a table of captured rows goes through all of them; one without rows is an error")
  func capturedRows() async throws {
    let text = """
      - request: GET /list
        capture: { rows: $.rows }
      - cases: "${rows}"
        steps:
          - request: GET /${id}
            expect: { status: 200 }
      """
    let scope = try await Play.run(text) { _, _ in EchoServer.response(200, #"{"rows": [{"id": 1}, {"id": 2}]}"#) }
    #expect(scope.judged == 2)
    let error = await Play.error(text) { _, _ in EchoServer.response(200, #"{"rows": []}"#) }
    #expect(error?.message.contains("nothing would be done") == true)
    let scalars = try await Play.run("- set: {l: [a, b]}\n- cases: '${l}'\n  steps: [{request: 'GET /${item}', expect: {status: 200}}]")
    #expect(scalars.judged == 2)
  }

  @Test("polling for several steps tries all of them again, and cannot wait for what always holds")
  func polls() async throws {
    let scope = try await Play.run("- poll: 20s\n  every: 1ms\n  until: [{request: GET /a}, {request: GET /b, expect: {status: 200}}]") {
      request, number in
      EchoServer.response(request.hasPrefix("GET /b") && number < 4 ? 503 : 200)
    }
    #expect(scope.judged == 1)
    #expect(throws: GateError.self) { try Play.steps("- poll: 1s\n  until: {set: {a: 1}}") }
    #expect(throws: GateError.self) { try Play.steps("- poll: 0s\n  until: {request: GET /}") }
  }
}
