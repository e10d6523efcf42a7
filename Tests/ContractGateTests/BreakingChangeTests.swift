import ContractGate
import GateKit
import GateModel
import Testing

@Suite struct BreakingChangeTests {
  private static let document = """
    openapi: 3.1.0
    info: {title: t, version: '1'}
    paths:
      /things:
        post:
          requestBody:
            content:
              application/json:
                schema: {$ref: '#/components/schemas/Thing'}
          responses:
            '204': {description: done}
    components:
      schemas:
        Thing:
          type: object
          additionalProperties: false
          properties:
            name: {type: string}
    """

  /// What the check says, run alone; nil when there is no case for it.
  private func findings(
    patch: String? = nil, baseline: String? = nil
  ) async throws -> [Finding]? {
    var settings = ContractSettings(document: "openapi.yaml")
    var files = ["openapi.yaml": Self.document]
    if let patch {
      files["patch.yaml"] = patch
      settings.additions = ["patch.yaml"]
    }
    if let baseline {
      files["earlier.yaml"] = baseline
      settings.baseline = "earlier.yaml"
    }
    let environment = RunEnvironment(
      seed: RootSeed(1), today: "2026-01-01", files: MemoryFileTree(files),
      targets: FixtureLauncher(handler: { _ in FixtureServer.Reply() }), workers: 1)
    let gate = ContractGate(settings)
    guard case .run(let cases) = try await gate.plan(in: environment) else { return nil }
    let mine = cases.filter { $0.check == "contract/breaking-change" }
    guard !mine.isEmpty else { return nil }
    let recorder = MemoryRecorder(gate: gate.id, seed: environment.seed)
    try await gate.run(mine, in: environment, recorder: recorder)
    return await recorder.findings
  }

  @Test("a patch that only adds breaks nothing")
  func addition() async throws {
    let patch = "components: {schemas: {Thing: {properties: {region: {type: string}}}}}"
    #expect(try await findings(patch: patch)?.isEmpty == true)
  }

  @Test("a patch that demands a new field breaks whoever does not send it, at the place in the document")
  func demand() async throws {
    let patch = "components: {schemas: {Thing: {required: [region], properties: {region: {type: string}}}}}"
    let findings = try #require(try await findings(patch: patch))
    #expect(findings.count == 1)
    #expect(findings.first?.requirements == ["S2-T6"])
    #expect(findings.first?.location?.path == "openapi.yaml")
    #expect(findings.first?.message.contains("with patch.yaml") == true)
  }

  @Test("an earlier document that had a path more is broken, the same document is not")
  func baseline() async throws {
    let more = Self.document.replacing(
      "paths:\n", with: "paths:\n  /gone: {get: {responses: {'200': {description: done}}}}\n")
    let findings = try #require(try await findings(baseline: more))
    #expect(findings.count == 1)
    #expect(findings.first?.message.contains("compared with earlier.yaml") == true)
    #expect(try await self.findings(baseline: Self.document)?.isEmpty == true)
  }

  @Test("without anything to compare there is no case, and a missing file ends the plan")
  func nothing() async throws {
    #expect(try await findings() == nil)
    let settings = {
      var settings = ContractSettings(document: "openapi.yaml")
      settings.baseline = "nowhere.yaml"
      return settings
    }()
    await #expect(throws: GateError.self) {
      try await GateRun(document: Self.document, settings: settings) { _ in FixtureServer.Reply() }
    }
  }
}
