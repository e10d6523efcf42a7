import ContractGate
import GateKit
import GateModel
import Testing

/// A stream of events that never ends: its beginning is read and judged.
@Suite struct EndlessStreamTests {
  private static let document = """
    openapi: 3.1.0
    paths:
      /ticks:
        get:
          responses:
            '200':
              description: ticks
              content:
                text/event-stream:
                  x-item-schema: {type: object, required: [at], properties: {at: {type: integer}}}
    """

  private static func run(_ event: String) async throws -> GateRun {
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 10)
    return try await GateRun(document: document, settings: settings) { request in
      guard request.path == "/ticks", request.method == "GET" else {
        return FixtureServer.Reply(status: 405, headers: [("Allow", "GET")])
      }
      // As many as are read, so that nothing waits for more; the last one is cut off by the reader.
      let body = String(repeating: "data: \(event)\n\n", count: 24) + "data: {\"a"
      return FixtureServer.Reply(headers: [("Content-Type", "text/event-stream")], body: body, isEndless: true)
    }
  }

  @Test("events that are as the document says pass")
  func right() async throws {
    let run = try await Self.run(#"{"at":1}"#)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes["contract/malformed-event-stream GET /ticks"] == .passed)
    #expect(run.outcomes["contract/hang GET /ticks"] == .passed)
  }

  @Test("an event that breaks the schema is found", arguments: [#"{"at":"noon"}"#, "noon"])
  func wrong(event: String) async throws {
    let run = try await Self.run(event)
    #expect(run.findings.map(\.check) == ["contract/malformed-event-stream"])
    #expect(run.findings.first?.disposition == .active)
  }
}
