import GateConfig
import GateKit
import OpenAPI
import Testing

@testable import ContractGate

@Suite struct SettingsTests {
  private static let operation: OpenAPI.Operation? = {
    let text = "openapi: 3.1.0\npaths: {/v1/orders: {get: {operationId: list, tags: [orders], responses: {'200': {}}}}}\n"
    return try? OpenAPIDocument(Array(text.utf8), path: "d.yaml").operations.first
  }()

  @Test(
    "operations are chosen by path, tag and id",
    arguments: [
      ("/v1", true), ("/v2", false), ("tag: orders", true), ("tag:orders", true), ("tag: users", false), ("operation: list", true),
      ("operation: drop", false),
    ])
  func patterns(row: (String, Bool)) throws {
    let operation = try #require(Self.operation)
    #expect(OperationPattern(row.0).matches(operation) == row.1)
    #expect(OperationFilter(exclude: [OperationPattern(row.0)]).admits(operation) == !row.1)
  }

  @Test(
    "references to other hosts are followed only below what is listed, never to a host whose name goes on",
    arguments: [
      ("https://schemas.example.com/a.yaml", true), ("https://schemas.example.com.evil.example/a.yaml", false),
      ("http://schemas.example.com/a.yaml", false), ("https://schemas.example.com", false),
    ])
  func remoteReferences(_ url: String, _ isAllowed: Bool) throws {
    let text = "document: openapi.yaml\nremote_references: [https://schemas.example.com]\n"
    let settings = try ContractSettings(try ConfigDocument(text: text, path: "gatehouse.yml").root)
    #expect(settings.references.allows(url) == isAllowed)
  }

  @Test("what is no URL of a host is refused with its line", arguments: ["schemas", "ftp://example.com/", "https://", "https://a@b.com/"])
  func wrongRemoteReferences(_ text: String) throws {
    let document = try ConfigDocument(text: "document: openapi.yaml\nremote_references: ['\(text)']\n", path: "gatehouse.yml")
    let error = #expect(throws: ConfigError.self) { try ContractSettings(document.root) }
    #expect(error?.location.line == 2)
  }

  @Test("known values take the variables of the target and complain about one that it lacks")
  func values() throws {
    let operation = try #require(Self.operation)
    let known = KnownValues(["*": ["tenant": "acme", "user": "${target.user}"], "GET /v1/orders": ["tenant": "own"]])
    let resolved = try known.resolved(["user": "demo"])
    #expect(resolved.text("tenant", of: operation) == "own")
    #expect(resolved.text("user", of: operation) == "demo")
    #expect(resolved.text("other", of: operation) == nil)
    #expect(throws: GateError.self) { try known.resolved([:]) }
  }

  @Test(
    "the number of random calls is read, and has a default and limits", arguments: [("", 80), ("random: 0\n", 0), ("random: 2500\n", 2500)])
  func randomCalls(_ row: (text: String, number: Int)) throws {
    let document = try ConfigDocument(text: "document: openapi.yaml\n\(row.text)", path: "gatehouse.yml")
    #expect(try ContractSettings(document.root).mostRandomCalls == row.number)
    let wrong = try ConfigDocument(text: "document: openapi.yaml\nrandom: 100001\n", path: "gatehouse.yml")
    let error = #expect(throws: ConfigError.self) { try ContractSettings(wrong.root) }
    #expect(error?.location.line == 2)
  }
}
