import GateKit
import Testing

@testable import StepLanguage

@Suite("Captures", .timeLimit(.minutes(1)))
struct CaptureTests {
  private static let answer: @Sendable (String, Int) -> String = { _, _ in
    EchoServer.response(
      201, #"{"items": [{"id": 1, "state": "open"}, {"id": 2, "state": "closed"}], "link": "see /items/42?x=1"}"#,
      headers: "Location: /items/42\r\nSet-Cookie: session=abc=d; Path=/\r\nSet-Cookie: other=1\r\nSet-Cookie: session=later; HttpOnly\r\n")
  }

  @Test("cookies, parts by regular expression, filtered paths and lists are captured")
  func captures() async throws {
    let scope = try await Play.run(
      """
      - request: POST /items
        capture:
          cookie: cookie session
          number: { from: header Location, matches: '/items/(\\d+)$' }
          whole: { from: $.link, matches: '/items/\\d+' }
          open: "$.items[?@.state == 'open'].id"
          ids: { from: "$.items[*].id", all: true }
          none: { from: "$.items[*].missing", all: true }
      """, answer: Self.answer)
    #expect(scope.variables["cookie"] == "later")
    #expect(scope.variables["number"] == "42")
    #expect(scope.variables["whole"] == "/items/42")
    #expect(scope.variables["open"] == 1)
    #expect(scope.variables["ids"] == [1, 2])
    #expect(scope.variables["none"] == [])
  }

  @Test(
    "what is not there, or there twice, is a failure",
    arguments: [
      ("cookie nothing", "cookie nothing", "missing"), ("{from: header Location, matches: '^x'}", "header Location", "/items/42"),
      ("\"$.items[*].id\"", "$.items[*].id", "1, 2"), ("$.nothing", "$.nothing", "nothing"),
    ])
  func failures(source: String, subject: String, found: String) async {
    let failure = await Play.failure("- request: GET /\n  capture: {a: \(source)}", answer: Self.answer)
    #expect(failure?.subject == subject)
    #expect(failure?.found.contains(found) == true)
  }

  @Test("values that are captured as secrets are shown by their names only")
  func secrets() async {
    let failure = await Play.failure(
      """
      - request: GET /
        capture: { ticket_secret: header Location }
      - request: GET /x${ticket_secret}
        expect: { headers: { Location: nowhere } }
      """, answer: Self.answer)
    #expect(failure?.found == "\"${ticket_secret}\"")
    #expect(failure?.evidence.contains { $0.text.contains("/items/42'") } == false)
    #expect(failure?.evidence.first?.text.contains("/x${ticket_secret}") == true)
  }

  @Test("a failure of a step that sends nothing names the last request")
  func lastRequest() async {
    var target = FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: 0))
    target.lines = ["{\"message\": \"other\"}"]
    let failure = await Play.failure("- request: GET /before\n- log: {message: up}\n  within: 1ms", target: target)
    #expect(failure?.evidence.contains { $0.title == "last request before" && $0.text.contains("/before") } == true)
    #expect(failure?.evidence.contains { $0.title == "last log lines" && $0.text.contains("other") } == true)
  }
}
