import JSONDocument
import OpenAPI
import Testing

struct TouchedOperationsTests {
  private static let paths = """
    /a:
      get:
        summary: A
        responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Outer'}}}}}
    /b:
      post:
        parameters: [{$ref: '#/components/parameters/P'}]
        requestBody: {content: {application/json: {schema: {type: string}}}}
        responses: {'204': {description: ok}}
    /c:
      get:
        security: [{key: []}]
        responses: {'204': {description: ok}}
    """
  private static let head = """
    components:
      securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
      parameters: {P: {name: p, in: query, schema: {$ref: '#/components/schemas/Inner'}}}
      schemas:
        Inner: {type: integer}
        Outer: {type: object, properties: {inner: {$ref: '#/components/schemas/Inner'}, outer: {$ref: '#/components/schemas/Outer'}}}
    """

  private func touched(_ edit: (String, String)) throws -> [String] {
    let old = try ComparisonSamples.yaml(Self.paths, head: Self.head)
    let new = try ComparisonSamples.yaml(
      Self.paths.replacing(edit.0, with: edit.1), head: Self.head.replacing(edit.0, with: edit.1))
    return DocumentComparison(base: old, revision: new).touchedOperations().map { operation in
      "\(operation.name): \(operation.parts.map(\.rawValue).sorted().joined(separator: ", "))"
    }
  }

  @Test(
    "Operations are touched by what they say and by what they refer to",
    arguments: [
      ("Inner: {type: integer}", "Inner: {type: number}", ["GET /a: responses", "POST /b: parameters"]),
      ("schema: {type: string}", "schema: {type: boolean}", ["POST /b: body"]),
      ("name: X-Key", "name: X-Other", ["GET /c: security"]),
      ("summary: A", "summary: B", []),
      ("name: p, in: query", "description: x, name: p, in: query", []),
      ("/c:", "/d:", ["GET /d: new"]),
    ])
  func touches(before: String, after: String, expected: [String]) throws {
    #expect(try touched((before, after)) == expected)
  }
}
