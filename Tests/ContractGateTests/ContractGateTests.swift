import ContractGate
import GateKit
import GateModel
import Testing

@Suite struct ContractGateTests {
  @Test("a right service passes every case, whatever the seed", arguments: [1, 2, 99] as [UInt64])
  func healthy(seed: UInt64) async throws {
    let run = try await GateRun(nil, seed: seed)
    #expect(run.findings.map(\.message) == [])
    #expect(run.outcomes.filter { $0.value != .passed && $0.value.name != "skipped" }.isEmpty)
    #expect(run.outcomes.count == run.cases.count)
  }

  @Test("every operation is really called with what earlier answers gave")
  func chained() async throws {
    let run = try await GateRun(nil)
    let skipped = run.outcomes.filter { $0.value != .passed }.keys.map(\.rawValue).sorted()
    #expect(
      skipped == [
        "contract/dead-location POST /v1/sessions",
        "contract/expired-credentials-accepted GET /v1/sessions/{session_id}",
        "contract/expired-credentials-accepted POST /v1/sessions",
        "contract/expired-credentials-accepted POST /v1/sessions/{session_id}/finalize",
        "contract/extreme-number GET /v1/sessions/{session_id}",
        "contract/extreme-number POST /v1/sessions/{session_id}/finalize",
        "contract/foreign-object-reachable GET /v1/sessions/{session_id}",
        "contract/foreign-object-reachable POST /v1/sessions/{session_id}/finalize",
        "contract/head-unlike-get GET /healthz",
        "contract/head-unlike-get GET /v1/sessions/{session_id}",
        "contract/invalid-input-accepted GET /v1/sessions/{session_id}",
        "contract/invalid-input-accepted POST /v1/sessions/{session_id}/finalize",
        "contract/malformed-body GET /healthz",
        "contract/unexpected-body POST /v1/sessions",
        "contract/valid-input-refused GET /v1/sessions/{session_id}",
        "contract/valid-input-refused POST /v1/sessions/{session_id}/finalize",
      ])
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let bug: FixtureService.Bug
    let check: CheckID
    let subject: String
    let line: Int
    var testDescription: String { bug.rawValue }
  }

  private static let read = "GET /v1/sessions/{session_id}"
  private static let finalize = "POST /v1/sessions/{session_id}/finalize"

  private static let rows = [
    Row(bug: .serverError, check: "contract/server-error", subject: read, line: 23),
    Row(bug: .drops, check: "contract/dropped-connection", subject: read, line: 23),
    Row(bug: .undeclaredStatus, check: "contract/undeclared-status", subject: read, line: 24),
    Row(bug: .wrongContentType, check: "contract/undeclared-content-type", subject: read, line: 25),
    Row(bug: .missingContentType, check: "contract/undeclared-content-type", subject: read, line: 25),
    Row(bug: .noBody, check: "contract/undeclared-content-type", subject: read, line: 25),
    Row(bug: .malformedBody, check: "contract/malformed-body", subject: read, line: 25),
    Row(bug: .duplicateKey, check: "contract/malformed-body", subject: read, line: 25),
    Row(bug: .wrongBody, check: "contract/response-schema", subject: read, line: 64),
    Row(bug: .missingHeader, check: "contract/response-header", subject: "POST /v1/sessions", line: 16),
    Row(bug: .wrongHeader, check: "contract/response-header", subject: "POST /v1/sessions", line: 16),
    Row(bug: .openOperation, check: "contract/missing-credentials-accepted", subject: read, line: 23),
    Row(bug: .undeclaredUnauthorized, check: "contract/missing-credentials-accepted", subject: read, line: 23),
    Row(bug: .undeclaredHeader, check: "contract/undeclared-credential", subject: finalize, line: 30),
    Row(bug: .publicNeedsToken, check: "contract/undeclared-credential", subject: "GET /healthz", line: 39),
    Row(bug: .headerIgnored, check: "contract/declared-header-not-required", subject: finalize, line: 33),
    Row(bug: .methodNotFound, check: "contract/undeclared-method", subject: "POST /v1/sessions", line: 5),
    Row(bug: .methodWithoutAllow, check: "contract/undeclared-method", subject: "POST /v1/sessions", line: 5),
    Row(bug: .methodWithWrongAllow, check: "contract/undeclared-method", subject: "POST /v1/sessions", line: 5),
    Row(bug: .ignoresTag, check: "contract/conditional-request", subject: read, line: 27),
    Row(bug: .notModifiedAlways, check: "contract/conditional-request", subject: read, line: 27),
    Row(bug: .notModifiedWithBody, check: "contract/conditional-request", subject: read, line: 27),
  ]

  @Test("a wrong service is found out by the check for it, at the line that it breaks", arguments: rows)
  func wrong(row: Row) async throws {
    let run = try await GateRun(row.bug)
    let finding = try #require(run.findings.first { $0.check == row.check && $0.subject == row.subject })
    #expect(finding.location == SourceLocation(path: "openapi.yaml", line: row.line))
    #expect(run.outcomes[finding.caseID] == .failed)
    #expect(finding.evidence.first?.text.contains("curl -i ") == true)
    #expect(!finding.evidence.contains { $0.text.contains("fixture-secret") })
  }

  @Test("the table above has a row for every bug")
  func complete() {
    #expect(Set(Self.rows.map(\.bug)) == Set(FixtureService.Bug.allCases))
  }

  @Test("a finding names the requirements of the operation and of the check")
  func requirements() async throws {
    let run = try await GateRun(.openOperation)
    let finding = try #require(run.findings.first { $0.subject == "POST /v1/sessions" })
    #expect(finding.requirements == ["T-1", "S1-H1"])
  }

  @Test("findings are the same for one worker and for eight")
  func workers() async throws {
    let one = try await GateRun(.wrongBody, workers: 1)
    let eight = try await GateRun(.wrongBody, workers: 8)
    #expect(one.findings.map(\.fingerprint) == eight.findings.map(\.fingerprint))
    #expect(one.cases.map(\.id) == eight.cases.map(\.id))
  }

  @Test("what needs a call that fails is inconclusive and never passed")
  func brokenChain() async throws {
    let service = FixtureService(nil)
    let run = try await GateRun { request in
      request.method == "POST" && request.path == "/v1/sessions" ? .json(400, "{\"code\":\"no\"}") : service.reply(to: request)
    }
    let outcome = try #require(run.outcomes["contract/response-schema GET /v1/sessions/{session_id}"])
    #expect(outcome.name == "inconclusive")
    #expect(outcome.reason?.contains("POST /v1/sessions, which answered 400") == true)
  }

  @Test("a public operation that declares 401 takes its credentials in the body")
  func login() async throws {
    let document = """
      openapi: 3.1.0
      paths:
        /login:
          post:
            requestBody: {content: {application/json: {schema: {type: object}}}}
            responses: {'200': {description: in}, '401': {description: refused}}
      """
    let run = try await GateRun(document: document) { request in
      FixtureServer.Reply(status: request.method == "POST" ? 401 : 405, headers: [("Allow", "POST")])
    }
    #expect(run.findings.map(\.message) == [])
  }

  @Test("a document whose schema points outside is a finding with its line")
  func externalReference() async throws {
    let service = FixtureService(nil)
    let document = FixtureService.document.replacing("tenant: {type: string}", with: "tenant: {$ref: 'other.yaml#/Tenant'}")
    let run = try await GateRun(document: document) { service.reply(to: $0) }
    let finding = try #require(run.findings.first { $0.check == "contract/broken-reference" })
    #expect(finding.location?.line == 64)
    #expect(finding.requirements == ["S1-M10"])
    #expect(run.findings.count == 1)
  }

  @Test(
    "a document that is wrong, missing or empty ends the plan with one error",
    arguments: ["openapi: 3.1.0\npaths: 7\n", "openapi: 3.1.0\npaths: {}\n"])
  func wrongDocument(document: String) async throws {
    let error = await #expect(throws: GateError.self) { try await GateRun(document: document) { _ in FixtureServer.Reply() } }
    #expect(error?.location?.path == "openapi.yaml")
    await #expect(throws: GateError.self) {
      try await GateRun(settings: ContractSettings(document: "none.yaml")) { _ in FixtureServer.Reply() }
    }
  }

  @Test("include and exclude choose by path")
  func filters() async throws {
    let service = FixtureService(nil)
    let settings = ContractSettings(
      document: "openapi.yaml", filter: OperationFilter(include: [.path("/v1")], exclude: [.path("/v1/sessions/")]))
    let run = try await GateRun(settings: settings) { service.reply(to: $0) }
    let subjects = Set(run.cases.map { $0.id.rawValue.split(separator: " ", maxSplits: 1).last ?? "" })
    #expect(subjects == ["openapi.yaml", "POST /v1/sessions", "/v1/sessions"])
  }
}
