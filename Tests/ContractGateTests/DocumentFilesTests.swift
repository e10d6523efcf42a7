import ContractGate
import GateKit
import GateModel
import Testing

/// Documents that consist of several files, and of what other hosts have.
struct DocumentFilesTests {
  private static func document(_ reference: String) -> String {
    """
    openapi: 3.1.0
    info: {title: Things, version: "1"}
    paths:
      /things:
        get:
          responses:
            "200":
              description: A thing.
              content:
                application/json:
                  schema: {$ref: "\(reference)"}
    """
  }

  private static let thing = "type: object\nrequired: [name]\nproperties:\n  name: {type: integer}\n"

  /// What the gate says of a service that names its thing.
  private func findings(_ reference: String, _ policy: ReferencePolicy = ReferencePolicy()) async throws -> [Finding] {
    var settings = ContractSettings(document: "api/openapi.yaml")
    settings.references = policy
    let files = MemoryFileTree(["api/openapi.yaml": Self.document(reference), "api/schemas/thing.yaml": Self.thing])
    let answer = FixtureServer.Reply.json(200, #"{"name":"Tea"}"#)
    let environment = RunEnvironment(
      seed: RootSeed(1), today: "2026-01-01", files: files, targets: FixtureLauncher(handler: { _ in answer }), workers: 1)
    let gate = ContractGate(settings)
    guard case .run(let cases) = try await gate.plan(in: environment) else { return [] }
    let mine = cases.filter { ["contract/broken-reference", "contract/response-schema"].contains($0.check) }
    let recorder = MemoryRecorder(gate: gate.id, seed: environment.seed)
    try await gate.run(mine, in: environment, recorder: recorder)
    return await recorder.findings
  }

  @Test("a schema of another file is followed, and a finding names the line there")
  func otherFile() async throws {
    let findings = try await findings("schemas/thing.yaml")
    #expect(findings.map(\.check) == ["contract/response-schema"])
    #expect(findings.first?.location == SourceLocation(path: "api/schemas/thing.yaml", line: 4))
  }

  @Test("a document that stands for itself refers to no other file")
  func selfContained() async throws {
    let findings = try await findings("schemas/thing.yaml", ReferencePolicy(isSelfContained: true))
    #expect(findings.map(\.check) == ["contract/broken-reference"])
  }

  @Test(
    "a reference to a file that is not there, out of the repository or to a host that is not allowed is a finding",
    arguments: ["schemas/none.yaml", "../../secrets.yaml", "https://schemas.example.invalid/thing.yaml"])
  func unreachable(_ reference: String) async throws {
    let policy = ReferencePolicy(remote: ["https://allowed.example.invalid/"])
    for policy in [ReferencePolicy(), policy] {
      #expect(try await findings(reference, policy).map(\.check) == ["contract/broken-reference"])
    }
  }

  @Test("what may be fetched is fetched, and held against the answer")
  func remote() async throws {
    let schema = FixtureServer.Reply(headers: [("Content-Type", "application/yaml")], body: Self.thing)
    let host = try await FixtureServer.start { $0.path == "/thing.yaml" ? schema : FixtureServer.Reply(status: 404) }
    let address = "http://127.0.0.1:\(host.port)/"
    let found = try await findings("\(address)thing.yaml", ReferencePolicy(remote: [address]))
    let missing = try await findings("\(address)none.yaml", ReferencePolicy(remote: [address]))
    try await host.stop()
    #expect(found.map(\.check) == ["contract/response-schema"])
    #expect(missing.map(\.check) == ["contract/broken-reference"])
  }
}
