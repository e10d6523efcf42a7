import OpenAPI
import Testing

@Suite struct DocumentProblemTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let paths: String
    let expected: [String]
    var testDescription: String { expected.first ?? "clean" }
  }

  private static let rows = [
    Row(paths: "  /a/{b}:\n    get: {parameters: [{name: b, in: path, required: true}], responses: {200: {}}}\n", expected: []),
    Row(paths: "  /a/{b}:\n    get: {responses: {200: {}}}\n", expected: ["4: the path parameter {b} of GET /a/{b} is not declared"]),
    Row(
      paths: "  /a:\n    parameters:\n      - {name: b, in: path, required: true}\n    get: {responses: {200: {}}}\n",
      expected: ["5: the path parameter b of GET /a doesn't stand in the path"]),
    Row(
      paths: "  /a/{b}:\n    get: {parameters: [{name: b, in: path}], responses: {200: {}}}\n",
      expected: ["4: the path parameter b of GET /a/{b} must have required: true"]),
    Row(
      paths: "  /a:\n    get: {operationId: x, responses: {200: {}}}\n    put:\n      responses: {200: {}}\n      operationId: x\n",
      expected: ["7: the operationId x belongs to GET /a already"]),
    Row(
      paths: """
          /a/{b}:
            get: {parameters: [{name: b, in: path, required: true}], responses: {200: {}}}
          /a/{c}:
            get: {parameters: [{name: c, in: path, required: true}], responses: {200: {}}}

        """,
      expected: ["6: GET /a/{c} and GET /a/{b} are the same path"]),
  ]

  @Test("names each with its line, and the document stays usable", arguments: rows)
  func problems(row: Row) throws {
    let document = try OpenAPIDocument(Array(("openapi: 3.1.0\npaths:\n" + row.paths).utf8), path: "d.yaml")
    #expect(document.problems.map { "\(document.line(of: $0.pointer)): \($0.message)" } == row.expected)
    #expect(!document.operations.isEmpty)
  }
}
