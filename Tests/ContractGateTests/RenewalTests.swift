import ContractGate
import GateKit
import GateModel
import Synchronization
import Testing

/// Credentials that end during a run.
@Suite struct RenewalTests {
  private static let document = """
    openapi: 3.1.0
    security: [{bearer: []}]
    paths:
      /notes:
        get:
          parameters: [{name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 9}}]
          responses:
            '200': {description: notes, content: {application/json: {}}}
            '401': {description: who}
            '422': {description: wrong}
    components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
    """

  private static func identity(_ number: Int) -> TargetIdentity {
    TargetIdentity(headers: [TargetHeader(name: "Authorization", value: "Bearer fixture-token-\(number)")])
  }

  /// A service whose tokens hold for five calls; `renewal` gives the next one in time.
  private static func run(renews: Bool) async throws -> GateRun {
    let calls = Mutex(0)
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 20)
    let renewal: @Sendable () -> [String: TargetIdentity] = {
      calls.withLock { $0 % 5 == 0 ? ["admin": identity($0 / 5)] : [:] }
    }
    return try await GateRun(
      document: document, settings: settings, workers: 1, identities: ["admin": identity(0)], renewal: renews ? renewal : nil
    ) { request in
      guard request.method == "GET" else { return FixtureServer.Reply(status: 405, headers: [("Allow", "GET")]) }
      let number = calls.withLock { $0 }
      guard request.headers.first(name: "Authorization") == "Bearer fixture-token-\(number / 5)" else {
        return FixtureServer.Reply(status: 401)
      }
      calls.withLock { $0 += 1 }
      let isValid = request.query.isEmpty || (1...9).contains { request.query == "limit=\($0)" }
      return isValid ? .json(200, "[]") : FixtureServer.Reply(status: 422)
    }
  }

  @Test("are renewed before they are refused")
  func renewed() async throws {
    let run = try await Self.run(renews: true)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes["contract/invalid-input-accepted GET /notes"] == .passed)
    #expect(run.outcomes.filter { $0.value.name == "inconclusive" }.isEmpty)
  }

  @Test("are refused once they have ended where nobody renews them")
  func ended() async throws {
    let run = try await Self.run(renews: false)
    #expect(!run.outcomes.filter { $0.value.name == "inconclusive" }.isEmpty)
  }
}
