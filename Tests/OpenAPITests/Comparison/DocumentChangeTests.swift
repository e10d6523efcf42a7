import JSONDocument
import OpenAPI
import Testing

struct DocumentChangeTests {
  private func kinds(_ base: String, _ revision: String) throws -> [Change.Kind] {
    try changes(base, revision).map(\.kind)
  }

  private func changes(_ base: String, _ revision: String, heads: (String, String) = ("", "")) throws -> [Change] {
    let (old, new) = (try ComparisonSamples.yaml(base, head: heads.0), try ComparisonSamples.yaml(revision, head: heads.1))
    return DocumentComparison(base: old, revision: new, today: "2026-11-21").changes()
  }

  @Test(
    "Each kind of change is named for what it is, both ways",
    arguments: DocumentPair.operations + DocumentPair.parameters + DocumentPair.bodies + DocumentPair.responses)
  func named(pair: DocumentPair) throws {
    #expect(try kinds(pair.base, pair.revision) == pair.kinds)
    #expect(try kinds(pair.revision, pair.base) == pair.back)
  }

  private static let operation = "/t:\n  get:\n    responses: {'200': {description: ok}}\n"
  private static let schemes = """
    components:
      securitySchemes:
        a: {type: http, scheme: bearer}
        b: {type: apiKey, name: X-Key, in: header}
        c: {type: http, scheme: bearer}
        o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x.test', scopes: {r: x, w: x}}}}

    """

  @Test(
    "Security is compared by what a caller must bring",
    arguments: [
      ("", "security: [{a: []}]", [Change.Kind.securityAdded]),
      ("security: [{a: []}]", "", []),
      ("security: [{a: []}]", "security: [{c: []}]", []),
      ("security: [{a: []}, {b: []}]", "security: [{a: []}]", [.securityAlternativeRemoved]),
      ("security: [{a: []}]", "security: [{a: []}, {b: []}]", []),
      ("security: [{a: []}]", "security: [{a: [], b: []}]", [.securityAlternativeRemoved]),
      ("security: [{o: [r]}]", "security: [{o: [r, w]}]", [.securityScopeAdded]),
      ("security: [{o: [r, w]}]", "security: [{o: [r]}]", []),
      ("security: [{a: []}, {}]", "security: [{a: []}]", [.securityAdded]),
    ])
  func security(before: String, after: String, expected: [Change.Kind]) throws {
    let found = try changes(Self.operation, Self.operation, heads: (Self.schemes + before, Self.schemes + after))
    #expect(found.map(\.kind) == expected, "\(found.map(\.message))")
  }

  @Test("The server's path counts as part of every path")
  func basePath() throws {
    let (old, new) = ("servers: [{url: 'https://a.test/v1'}]", "servers: [{url: 'https://a.test/v2'}]")
    #expect(try changes(Self.operation, Self.operation, heads: (old, new)).map(\.kind) == [.basePathChanged])
    let moved = Self.operation.replacing("/t:", with: "/v1/t:")
    #expect(try changes(Self.operation, moved, heads: (old, "servers: [{url: 'https://a.test'}]")).isEmpty)
    #expect(try changes(Self.operation, Self.operation, heads: (old, "servers: [{url: 'https://b.test/v1/'}]")).isEmpty)
  }

  @Test("A component that many operations use is one change that names them all")
  func grouped() throws {
    func document(_ maximum: Int) -> String {
      ["/a", "/b", "/c"].map { path in
        "\(path):\n  get:\n    parameters: [{$ref: '#/components/parameters/L'}]\n    responses: {'200': {description: ok}}\n"
      }.joined()
    }
    func head(_ maximum: Int) -> String {
      "components: {parameters: {L: {name: limit, in: query, schema: {type: integer, maximum: \(maximum)}}}}"
    }
    let found = try changes(document(100), document(50), heads: (head(100), head(50)))
    #expect(found.count == 1)
    let change = try #require(found.first)
    #expect(change.subject == "GET /a")
    #expect(change.alsoIn == ["GET /b", "GET /c"])
    #expect(change.witness == 51)
    #expect(change.request == "curl \"$BASE_URL\"'/a?limit=51'")
    #expect(change.message == "query parameter limit: 51 is more than 50, where the base accepts it")
    #expect(change.basePointer == JSONPointer("/components/parameters/L/schema/maximum"))
    #expect(change.revisionPointer == JSONPointer("/components/parameters/L/schema/maximum"))
  }

  @Test("A change that was undone is none: a document and itself are the same")
  func same() throws {
    let document = try ComparisonSamples.yaml(Self.operation)
    #expect(DocumentComparison(base: document, revision: document).changes().isEmpty)
    #expect(DocumentComparison(base: document, revision: document).touchedOperations().isEmpty)
  }

  @Test("The witness of a body is a request that a shell can run")
  func curl() throws {
    let pair = try #require(DocumentPair.bodies.first { $0.name.hasPrefix("two causes") })
    let found = try changes(pair.base, pair.revision)
    #expect(
      found.map(\.request) == [
        #"curl -X POST -H 'Content-Type: application/json' -d '{"a":6}' "$BASE_URL"'/t'"#,
        #"curl -X POST -H 'Content-Type: application/json' -d '{"b":"aaaaaa"}' "$BASE_URL"'/t'"#,
      ])
  }
}
