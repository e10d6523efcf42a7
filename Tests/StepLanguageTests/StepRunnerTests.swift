import GateKit
import GateModel
import HTTPWire
import JSONDocument
import Synchronization
import Testing

@testable import StepLanguage

@Suite(.timeLimit(.minutes(1)))
struct StepRunnerTests {
  @Test("values go from one response into the next request, with their types")
  func captures() async throws {
    let seen = Mutex<[String]>([])
    let scope = try await Play.run(
      """
      - request: POST /things
        json: { region: "${target.region}" }
        expect: { status: 201, json: { $.id: { type: integer } } }
        capture: { id: $.id, tag: header ETag, code: status, text: body }
      - request: PUT /things/${id}
        headers: { If-Match: "${tag}" }
        json: { id: "${id}", label: "n-${id}", list: ["${id}"] }
      """
    ) { request, number in
      seen.withLock { $0.append(request) }
      return number == 0 ? EchoServer.response(201, #"{"id": 12}"#, headers: "ETag: \"v1\"\r\n") : EchoServer.response(204)
    }
    #expect(scope.variables["code"] == 201)
    #expect(scope.variables["text"] == #"{"id": 12}"#)
    #expect(scope.judged == 2)
    let requests = seen.withLock { $0 }
    #expect(requests[0].hasSuffix(#"{"region":"north"}"#))
    #expect(requests[1].hasPrefix("PUT /things/12 HTTP/1.1\r\n"))
    #expect(requests[1].contains("If-Match: \"v1\"\r\n"))
    #expect(requests[1].hasSuffix(#"{"id":12,"label":"n-12","list":[12]}"#))
  }

  @Test("a failure says which step, where, what was expected and what came, and gives a curl line without credentials")
  func failure() async throws {
    let failure = await Play.failure(
      """
      - request: GET /fine
      - name: the second
        request: POST /x
        as: alice
        headers: { X-Session-Token: tiptop, X-Plain: "it's" }
        json: { a: 1 }
        expect:
          status: 200
          json:
            $.code: RIGHT
      """
    ) { _, number in EchoServer.response(200, number == 0 ? "" : #"{"code": "WRONG"}"#) }
    let found = try #require(failure)
    #expect(found.description == #"the second: $.code must be "RIGHT", and is "WRONG""#)
    #expect("\(found.location)" == "steps.yaml:10:7")
    let curl = try #require(found.evidence.first { $0.title == "request" }?.text)
    #expect(curl.contains("curl -sS -i -X 'POST' 'http://127.0.0.1:"))
    #expect(curl.contains("--data-binary '{\"a\":1}'"))
    #expect(curl.contains("X-Plain: it"))
    #expect(!curl.contains("tiptop"))
    #expect(!curl.contains("alice-secret"))
    #expect(found.evidence.contains { $0.title == "response" && $0.text.contains("WRONG") })
  }

  @Test(
    "each kind of expectation can fail",
    arguments: [
      ("expect: {status: 404}", "status", "200"), ("expect: {status: 4xx}", "status", "200"),
      ("expect: {status: [201, 202]}", "status", "200"),
      ("expect: {headers: {X-A: two}}", "header X-A", #""one""#), ("expect: {headers: {X-B: {exists: true}}}", "header X-B", "nothing"),
      ("expect: {body: other}", "body", #""[1,2]""#), ("expect: {json: {'$[0]': 9}}", "$[0]", "1"),
      ("expect: {json: {'$[*]': 1}}", "$[*]", "1, 2"),
      ("expect: {latency: 0ms}", "latency", "seconds"), ("capture: {a: $.x}", "$.x", "nothing"),
      ("capture: {a: header X-B}", "header X-B", "missing"),
    ])
  func expectations(expect: String, subject: String, found: String) async {
    let failure = await Play.failure("- request: GET /\n  \(expect)") { _, _ in EchoServer.response(200, "[1,2]", headers: "X-A: one\r\n") }
    #expect(failure?.subject == subject)
    #expect(failure?.found.contains(found) == true)
  }

  @Test("without an expectation a response must be a success, and a body that is no JSON fails a JSON expectation")
  func implicit() async {
    let error = await Play.failure("- request: GET /") { _, _ in EchoServer.response(500) }
    #expect(error?.expected == "200 to 299")
    let json = await Play.failure("- request: GET /\n  expect: {json: {$.a: 1}}") { _, _ in EchoServer.response(200, "<html>") }
    #expect(json?.expected == "a JSON document")
  }

  @Test("no answer is a failure, and bytes behind a response are one too")
  func noAnswer() async {
    #expect(await Play.failure("- request: GET /") { _, _ in "" }?.subject == "response")
    let surplus = await Play.failure("- request: GET /\n  expect: {status: 304}") { _, _ in
      "HTTP/1.1 304 X\r\nContent-Length: 4\r\n\r\nbody"
    }
    #expect(surplus?.subject == "end of the response")
  }

  @Test("a variable that nothing set, and an identity that is not there, are errors with place and advice")
  func errors() async {
    let variable = await Play.error("- set: {session: a}\n- request: GET /${sesion}")
    #expect(variable?.location?.line == 2)
    #expect(variable?.remedy == "Did you mean 'session'?")
    let identity = await Play.error("- request: GET /\n  as: alise")
    #expect(identity?.remedy == "Did you mean 'alice'?")
    let injection = await Play.error("- set: {a: \"x\\r\\nEvil: 1\"}\n- request: GET /\n  headers: {X: '${a}'}")
    #expect(injection?.message.contains("line break") == true)
  }

  @Test("metrics are compared as they are, and as growth")
  func metrics() async throws {
    let page: @Sendable (String, Int) -> String = { _, number in
      EchoServer.response(200, "hits_total{path=\"/a b\",code=\"200\"} \(10 + number * 3)\ngauge NaN\n")
    }
    let scope = try await Play.run(
      """
      - metrics: /metrics
        save: before
        expect: { 'hits_total{path="/a b"}': 10 }
      - metrics: /metrics
        since: before
        expect: { hits_total: { at-least: 3, at-most: 3 } }
      """, answer: page)
    #expect(scope.judged == 2)
    let missing = await Play.failure("- metrics: /m\n  expect: {misses_total: 0}", answer: page)
    #expect(missing?.found == "nothing")
    let notANumber = await Play.failure("- metrics: /m\n  expect: {gauge: 0}", answer: page)
    #expect(notANumber?.found.contains("nan") == true)
  }

  @Test("growth since a page that was never saved is an error")
  func metricsNeverSaved() async {
    do {
      try await Play.run("- metrics: /m\n  since: never\n  expect: {gauge: 0}") { _, _ in EchoServer.response(200, "gauge 0\n") }
      Issue.record("no error")
    } catch {
      #expect((error as? GateError)?.message.contains("never") == true)
    }
  }

  @Test("polling goes on until the step holds, and keeps what it captured")
  func poll() async throws {
    let scope = try await Play.run(
      "- poll: 20s\n  every: 1ms\n  until: {request: GET /, expect: {status: 200}, capture: {n: body}}"
    ) { _, number in number < 3 ? EchoServer.response(503) : EchoServer.response(200, "\(number)") }
    #expect(scope.variables["n"] == "3")
    #expect(scope.judged == 1)
  }

  @Test("polling that never holds fails with the last reason")
  func pollFails() async {
    let failure = await Play.failure("- poll: 5ms\n  every: 1ms\n  until: {request: GET /, expect: {status: 200}}") { _, _ in
      EchoServer.response(503)
    }
    #expect(failure?.found.hasPrefix("503 after ") == true)
  }

  @Test("a table runs every case with its values and names the one that failed")
  func cases() async throws {
    let steps = "- cases: [{n: 1, s: 200}, {n: 2, s: 200}, {n: 3, s: 404}]\n  steps: [{request: 'GET /${n}', expect: {status: '${s}'}}]"
    let scope = try await Play.run(steps) { request, _ in EchoServer.response(request.hasPrefix("GET /3") ? 404 : 200) }
    #expect(scope.judged == 3)
    #expect(scope.variables["n"] == nil)
    let failure = await Play.failure(steps) { request, _ in EchoServer.response(request.hasPrefix("GET /2") ? 500 : 200) }
    #expect(failure?.step.contains("(case 2: n=2, s=200)") == true)
  }

  @Test("a failure inside a named step names both, and shows a case as it is written, without what variables stand for")
  func nestedNames() async {
    let failure = await Play.failure(
      """
      - set: { secret: swordfish }
      - name: outer
        cases: [{ token: "${secret}", list: [1] }]
        steps: [{ request: "GET /", expect: { status: 404 } }]
      """)
    #expect(failure?.step == "outer: GET / (case 1: token=${secret}, list=…)")
    #expect(failure?.description.contains("swordfish") == false)
  }

  @Test("repeated steps count their iterations")
  func repeats() async {
    let failure = await Play.failure("- repeat: 5\n  steps: [{request: 'GET /${iteration}', expect: {status: 200}}]") { request, _ in
      EchoServer.response(request.hasPrefix("GET /4") ? 500 : 200)
    }
    #expect(failure?.step.contains("(time 4 of 5)") == true)
  }

  @Test("log lines are found by their fields")
  func log() async throws {
    var target = FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: 0))
    target.lines = ["no json", #"{"message":"down","dependency":"store","deep":{"n":3}}"#, #"{"message":"down","dependency":"x"}"#]
    let scope = try await Play.run(
      "- log: {message: down, $.deep.n: {at-least: 3}}\n- log: {message: down}\n  count: 2\n- log: {message: up}\n  count: 0",
      target: target)
    #expect(scope.judged == 3)
    let failure = await Play.failure("- log: {message: up}\n  within: 1ms", target: target)
    #expect(failure?.found == "0")
  }

  @Test("the clock moves where it can, and is an obstacle where it cannot")
  func clock() async throws {
    let clock = CountingClock()
    var target = FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: 0))
    target.clock = clock
    try await Play.run("- advance: 60001ms\n- repeat: 2\n  steps: [{advance: 1s}]", target: target)
    #expect(await clock.total == .milliseconds(62_001))
    try await Play.run("- set-back: 2s", target: target)
    #expect(await clock.total == .milliseconds(60_001))
    target.clock = nil
    let loops = WireLoops(threads: 1)
    let services = StepServices(target: target, loops: loops)
    #expect(StepRunner.obstacle(try Play.steps("- repeat: 2\n  steps: [{advance: 1s}]"), in: services)?.contains("clock") == true)
    #expect(StepRunner.obstacle(try Play.steps("- set-back: 1s"), in: services)?.contains("clock") == true)
    #expect(StepRunner.obstacle(try Play.steps("- sql: SELECT 1"), in: services)?.contains("database") == true)
    #expect(StepRunner.obstacle(try Play.steps("- request: GET /"), in: services) == nil)
    await loops.shutdown()
  }

  @Test("made-up UUIDs depend on seed and name only")
  func uuids() throws {
    let first = Variables(seed: 1)
    let uuid = try #require(first["uuid.a"]?.string)
    #expect(uuid.wholeMatch(of: #/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#) != nil)
    #expect(Variables(seed: 1)["uuid.a"]?.string == uuid)
    #expect(first["uuid.b"]?.string != uuid)
    #expect(Variables(seed: 2)["uuid.a"]?.string != uuid)
  }
}
