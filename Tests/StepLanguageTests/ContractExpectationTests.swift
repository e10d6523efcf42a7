import GateKit
import Testing

@testable import StepLanguage

@Suite("Expectations by schema, operation and status", .timeLimit(.minutes(1)))
struct ContractExpectationTests {
  private static let files = [
    "thing.json": #"{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}"#,
    "broken.json": #"{"type": 5}"#, "text.json": "no json",
    "api.yaml": """
    openapi: 3.1.0
    info: {title: small, version: "1"}
    paths:
      /things:
        get:
          operationId: listThings
          responses:
            "200":
              description: all of them
              headers: {X-Count: {required: true, schema: {type: integer}}}
              content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}
            "204": {description: none}
    components: {schemas: {Thing: {type: object, required: [id], properties: {id: {type: integer}}}}}
    """,
  ]

  private var target: FakeTarget {
    var target = FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: 0))
    target.documentPath = "api.yaml"
    return target
  }

  private static func json(_ body: String, headers: String = "X-Count: 1\r\n") -> @Sendable (String, Int) -> String {
    { _, _ in EchoServer.response(200, body, headers: "Content-Type: application/json\r\n" + headers) }
  }

  @Test("what is valid passes, by a file, by a schema in place and by an operation")
  func valid() async throws {
    let steps = """
      - request: GET /things
        expect: { operation: listThings }
      - request: GET /things
        expect: { status: [204, 2xx], operation: GET /things, schema: { type: array, minItems: 1 } }
      """
    #expect(try await Play.run(steps, target: target, files: Self.files, answer: Self.json(#"[{"id": 1}]"#)).judged == 5)
    let file = "- request: GET /\n  expect: { schema: thing.json }"
    #expect(try await Play.run(file, files: Self.files, answer: Self.json(#"{"id": 1}"#)).judged == 2)
    let empty = "- request: GET /\n  expect: { status: 204, operation: listThings }"
    #expect(try await Play.run(empty, target: target, files: Self.files) { _, _ in EchoServer.response(204) }.judged == 2)
  }

  @Test(
    "what is not valid is a failure with its place",
    arguments: [
      ("schema: thing.json", #"{"id": "1"}"#, "body", "not valid at /id"), ("schema: thing.json", "<html>", "body", "none"),
      ("operation: listThings", #"[{"id": 1}, {}]"#, "body", "not valid at /1"), ("status: [404, 5xx]", "", "status", "200"),
      ("json: {$.list: {each: {at-least: 2}}}", #"{"list": [2, 1]}"#, "$.list", "1"),
      ("json: {$.list: {each: {at-least: 2}}}", #"{"list": []}"#, "$.list", "[]"),
      ("json: {$.list: {any: 3}}", #"{"list": [2, 1]}"#, "$.list", "[2,1]"),
    ])
  func invalid(expectation: String, body: String, subject: String, found: String) async {
    let failure = await Play.failure(
      "- request: GET /\n  expect: { \(expectation) }", target: target, files: Self.files, answer: Self.json(body))
    #expect(failure?.subject == subject)
    #expect(failure?.found.contains(found) == true, "\(String(describing: failure))")
  }

  @Test("an operation also says which statuses, content types and headers there are")
  func operation() async {
    let steps = "- request: GET /\n  expect: { status: [200, 418], operation: listThings }"
    let status = await Play.failure(steps, target: target, files: Self.files) { _, _ in EchoServer.response(418) }
    #expect(status?.expected == "one that GET /things declares")
    let header = await Play.failure(steps, target: target, files: Self.files, answer: Self.json("[]", headers: ""))
    #expect(header?.subject == "header X-Count")
    let type = await Play.failure(steps, target: target, files: Self.files) { _, _ in
      EchoServer.response(200, "[]", headers: "X-Count: 1\r\n")
    }
    #expect(type?.subject == "header Content-Type")
  }

  @Test("what cannot be looked up is an error with its place")
  func errors() async {
    for (expectation, message) in [
      ("schema: nothing.json", "no file"), ("schema: broken.json", "no JSON Schema"), ("schema: text.json", "no JSON document"),
    ] {
      let error = Play.nameError("- request: GET /\n  expect: { \(expectation) }", files: Self.files)
      #expect(error?.message.contains(message) == true, "\(String(describing: error))")
      #expect(error?.location?.line == 2)
    }
    let operation = await Play.error("- request: GET /\n  expect: { operation: listThing }", target: target, files: Self.files)
    #expect(operation?.remedy == "Did you mean 'listThings'?")
    let document = await Play.error("- request: GET /\n  expect: { operation: listThings }", files: Self.files)
    #expect(document?.message.contains("no API document") == true)
  }
}
