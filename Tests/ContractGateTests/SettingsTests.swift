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
}
