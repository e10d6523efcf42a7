import OpenAPI
import Testing

@Suite struct MalformedDocumentTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: String
    var testDescription: String { expected }
  }

  private static let head = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n"

  private static let rows = [
    Row(text: "", expected: "d.yaml:1: the document is empty"),
    Row(text: "[1", expected: "d.yaml:2: not YAML: did not find expected ',' or ']'"),
    Row(text: "a: 1\na: 2\n", expected: "d.yaml:2: the key 'a' stands on line 1 already"),
    Row(text: "- 1\n", expected: "d.yaml:1: an OpenAPI document is an object, not array"),
    Row(
      text: "info: x\n", expected: "d.yaml:1: neither openapi: 3.x.x nor swagger: '2.0' stands here, so this is no OpenAPI document"),
    Row(text: "x: 1\nswagger: '1.2'\n", expected: "d.yaml:2: Swagger 1.2 is not supported, only 2.0"),
    Row(text: "x: 1\nopenapi: 4.0.0\n", expected: "d.yaml:2: OpenAPI 4.0.0 is not supported, only 2.0, 3.0, 3.1 and 3.2"),
    Row(text: "openapi: 3.1.0\npaths: []\n", expected: "d.yaml:2: an object is expected, not array"),
    Row(text: head + "      summary: x\n", expected: "d.yaml:4: GET /a declares no response"),
    Row(text: head + "      responses: {2000: {}}\n", expected: "d.yaml:5: 2000 is neither a status, nor a class such as 4XX, nor default"),
    Row(
      text: head + "      responses:\n        200:\n          $ref: '#/no'\n", expected: "d.yaml:7: $ref #/no leads to nothing"),
    Row(
      text: head + "      responses:\n        200: {$ref: 'x.yaml'}\n",
      expected: "d.yaml:6: $ref x.yaml leads out of the document. Bundle everything into one file"),
    Row(
      text: "openapi: 3.1.0\npaths: {/a: {$ref: '#/components/b'}}\ncomponents:\n  b: {$ref: '#/paths/~1a'}\n",
      expected: "d.yaml:4: $ref #/paths/~1a leads back to itself"),
    Row(
      text: head + "      security: [{key: []}]\n      responses: {200: {}}\n",
      expected: "d.yaml:5: there is no security scheme key in components"),
    Row(text: head + "      deprecated: maybe\n      responses: {200: {}}\n", expected: "d.yaml:5: deprecated must be true or false"),
  ]

  @Test("ends in one error that names file and line", arguments: rows)
  func errors(row: Row) {
    let error = #expect(throws: DocumentError.self) { try OpenAPIDocument(Array(row.text.utf8), path: "d.yaml") }
    #expect(error?.description == row.expected)
  }

  @Test("names the line in JSON too")
  func json() {
    let error = #expect(throws: DocumentError.self) { try OpenAPIDocument(Array("{\n\"openapi\": tru\n}".utf8), path: "d.json") }
    #expect(error?.description == "d.json:2: not JSON: not one of true, false and null")
  }

  @Test("aliases can't blow a small file up")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    let error = #expect(throws: DocumentError.self) {
      try OpenAPIDocument(Array(text.utf8), path: "bomb.yaml", limits: DocumentLimits(values: 10_000))
    }
    #expect(error?.message == "aliases expand to more than 10000 values")
  }

  @Test(
    "deep nesting ends in an error",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000), String(repeating: "{a: ", count: 990),
      String(repeating: "[", count: 990) + String(repeating: "]", count: 990), String(repeating: "? ", count: 50_000),
      (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ])
  func deep(text: String) {
    #expect(throws: DocumentError.self) { try OpenAPIDocument(Array(text.utf8), path: "deep.yaml") }
  }

  @Test("bytes that are not UTF-8, and files that are too large, are refused")
  func bytes() {
    #expect(throws: DocumentError.self) { try OpenAPIDocument([0x61, 0xFF], path: "d.yaml") }
    #expect(throws: DocumentError.self) { try OpenAPIDocument([0x61, 0x61], path: "d.yaml", limits: DocumentLimits(bytes: 1)) }
  }
}
