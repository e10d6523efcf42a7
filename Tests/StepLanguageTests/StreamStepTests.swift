import GateKit
import Testing

@testable import StepLanguage

@Suite("Event streams and WebSocket connections", .timeLimit(.minutes(1)))
struct StreamStepTests {
  @Test("events are received in order, judged by name, id, data and JSON, and captured from")
  func events() async throws {
    let scope = try await StreamServer.play(
      """
      - events: GET /events
        open: updates
        expect: { status: 200, headers: { Content-Type: { contains: event-stream } } }
      - receive: updates
        expect: { event: created, id: "7", json: { $.id: 12, $.state: open } }
        capture: { id: $.id, name: event }
      - receive: updates
        expect: { event: message, data: second }
      - receive: updates
        silence: 30ms
      - close: updates
      """)
    #expect(scope.variables["id"] == 12)
    #expect(scope.variables["name"] == "created")
    #expect(scope.judged == 9)
  }

  @Test("messages go both ways over a WebSocket connection; pings are answered and passed over")
  func socket() async throws {
    let scope = try await StreamServer.play(
      """
      - websocket: GET /socket
        open: terminal
      - receive: terminal
        expect: { json: { $.hello: 1 } }
      - send: terminal
        json: { command: ls }
      - receive: terminal
        expect: { json: { $.command: ls } }
      - send: terminal
        binary: AAEC
      - receive: terminal
        expect: { binary: AAEC }
      - send: terminal
        ping: now
      - receive: terminal
        expect: { pong: now }
      - send: terminal
        text: bye
      - receive: terminal
        expect: { close: 4001, reason: so long }
        capture: { code: close }
      """)
    #expect(scope.variables["code"] == 4001)
  }

  @Test("messages that do not fit are passed over where that is said, and the closing handshake is judged")
  func skipsAndCloses() async throws {
    let scope = try await StreamServer.play(
      """
      - websocket: GET /socket
        open: terminal
      - send: terminal
        text: last
      - receive: terminal
        skip: true
        expect: { data: last }
      - close: terminal
        code: 1001
        expect: 1001
      - events: GET /events
        open: updates
      - receive: updates
        skip: true
        expect: { data: second }
      """)
    #expect(scope.judged == 3)
  }

  @Test("a refused upgrade can be what is expected")
  func refusal() async throws {
    let scope = try await StreamServer.play(
      "- websocket: GET /elsewhere\n  expect: { status: 403, headers: { X-Why: because } }\n  capture: { why: header X-Why }")
    #expect(scope.variables["why"] == "because")
  }

  @Test(
    "what comes otherwise, or not at all, is a failure that says so",
    arguments: [
      ("- websocket: GET /elsewhere", "status", "403"), ("- websocket: GET /socket\n  expect: {status: 403}", "status", "101"),
      ("- events: GET /elsewhere\n  open: a", "status", "403"),
      ("- events: GET /elsewhere\n  open: a\n  expect: {status: 403}", "header Content-Type", "missing with status 403"),
      ("- events: GET /events\n  open: a\n- receive: a\n  expect: {event: deleted}", "event", "\"created\""),
      ("- events: GET /events\n  open: a\n- receive: a\n  expect: {json: {$.id: 13}}", "$.id", "12"),
      ("- events: GET /events\n  open: a\n- receive: a\n  silence: 1s", "'a'", "a message"),
      ("- events: GET /brief\n  open: a\n- receive: a\n- receive: a\n  within: 5s", "a message of 'a'", "ended the stream"),
      (
        "- events: GET /events\n  open: a\n- receive: a\n  skip: true\n  within: 50ms\n  expect: {data: third}", "a message of 'a'",
        "no event within"
      ),
      (
        "- websocket: GET /socket\n  open: a\n- receive: a\n- send: a\n  text: bye\n- receive: a\n  expect: {data: x}",
        "a message of 'a'", "close frame with code 4001"
      ),
      ("- websocket: GET /socket\n  open: a\n- close: a\n  expect: 4000", "close code", "1000"),
    ])
  func failures(steps: String, subject: String, found: String) async {
    let failure = await StreamServer.failure(steps)
    #expect(failure?.subject == subject)
    #expect(failure?.found.contains(found) == true, "\(String(describing: failure))")
    #expect(failure?.evidence.contains { $0.text.contains("curl -sS -i -N") } == true)
  }

  @Test(
    "what makes no sense is an error of the file",
    arguments: [
      ("- receive: a", "1:12", "opened as 'a'"), ("- events: GET /\n  open: updates\n- receive: update", "3:12", "opened as 'update'"),
      ("- websocket: POST /", "1:14", "GET without a body"), ("- send: a", "1:9", "0 messages"),
      ("- send: a\n  text: x\n  ping: y", "1:9", "2 messages"), ("- send: a\n  binary: '*'", "2:11", "base64"),
      ("- websocket: GET /\n  open: a\n- receive: a\n  skip: true", "4:9", "nothing to wait for"),
      ("- websocket: GET /\n  open: a\n- receive: a\n  expect: {text: x}", "4:12", "unknown key 'text'"),
    ])
  func nonsense(steps: String, place: String, message: String) {
    let error = Play.nameError(steps)
    #expect(error?.location.map { "\($0)" } == "steps.yaml:\(place)", "\(String(describing: error))")
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }
}
