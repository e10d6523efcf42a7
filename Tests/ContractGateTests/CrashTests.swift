import ContractGate
import GateKit
import GateModel
import JSONDocument
import Testing

/// A service that a hostile call ends, beside one that only ends the connection.
@Suite struct CrashTests {
  private static let document = """
    openapi: 3.1.0
    paths:
      /notes:
        post:
          requestBody:
            required: true
            content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}}}, example: {text: a}}}
          responses: {'204': {description: kept}, '4XX': {description: wrong}}
      /healthz:
        get: {responses: {'204': {description: alive}}}
    """

  private static func reply(to request: FixtureServer.Request, ends: Bool) -> FixtureServer.Reply {
    switch (request.path, request.method) {
    case ("/healthz", "GET"): return FixtureServer.Reply(status: 204)
    case ("/notes", "POST"):
      if request.body.contains("[[[[[[[[") { return FixtureServer.Reply(drops: !ends, endsService: ends) }
      guard request.headers.first(name: "Content-Type") == "application/json",
        let object = (try? JSONParser.parse(request.body))?.object, object.duplicateKeys.isEmpty, object["text"]?.string != nil
      else { return FixtureServer.Reply(status: 422) }
      return FixtureServer.Reply(status: 204)
    default: return FixtureServer.Reply(status: 405, headers: [("Allow", request.path == "/notes" ? "POST" : "GET")])
    }
  }

  private static func run(ends: Bool) async throws -> GateRun {
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 40)
    return try await GateRun(document: document, settings: settings, workers: 2) { reply(to: $0, ends: ends) }
  }

  @Test("a call that ends the service is found as that, and the run goes on with a new instance")
  func crash() async throws {
    let run = try await Self.run(ends: true)
    let finding = try #require(run.findings.first { $0.check == "contract/deep-nesting" })
    #expect(finding.message.contains("ended the service"))
    #expect(finding.disposition == .active)
    #expect(run.findings.filter { $0.disposition == .active }.map(\.check) == [finding.check])
    #expect(run.outcomes["contract/server-error GET /healthz"] == .passed)
  }

  @Test("a call that ends the connection alone is not said to end the service")
  func drop() async throws {
    let run = try await Self.run(ends: false)
    let finding = try #require(run.findings.first { $0.check == "contract/deep-nesting" })
    #expect(finding.message.contains("ended the connection"))
    #expect(!run.findings.contains { $0.message.contains("ended the service") })
  }
}
