import JSONDocument
import LocatedYAML
import OpenAPI
import Testing

@Suite struct HostileDocumentTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let path: String
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ text: String, path: String = "d.yaml", _ expected: String) {
      self.init(name, bytes: Array(text.utf8), path: path, expected)
    }

    init(_ name: String, bytes: [UInt8], path: String = "d.yaml", _ expected: String) {
      (self.name, self.bytes, self.path, self.expected) = (name, bytes, path, expected)
    }
  }

  private static let rows = [
    Row(
      "deep arrays in JSON", String(repeating: "[", count: 100_000), path: "d.json",
      "d.json:1: not JSON: nesting is deeper than the limit of 200"),
    Row(
      "deep objects in JSON", String(repeating: "{\"a\":\n", count: 100_000), path: "d.json",
      "d.json:201: not JSON: nesting is deeper than the limit of 200"),
    Row("deep sequences in YAML", String(repeating: "- ", count: 100_000), "d.yaml:1: values are nested deeper than 200"),
    Row("deep flow mappings in YAML", String(repeating: "{a: ", count: 100_000), "d.yaml:1: values are nested deeper than 200"),
    Row("a name twice in JSON", "{\n\"a\": 1,\n\"a\": 2}", path: "d.json", "d.json:3: the name 'a' stands twice in this object"),
    Row(
      "a name twice deep in JSON", "{\"x\": [{\n\"a\": {\"b\": 1,\n\"b\": 2}}]}", path: "d.json",
      "d.json:3: the name 'b' stands twice in this object"),
    Row(
      "JSON under another name", "{\"openapi\": \"9\"}", path: "d.txt", "d.txt:1: OpenAPI 9 is not supported, only 2.0, 3.0, 3.1 and 3.2"),
    Row(
      "YAML under the name of JSON", "a: 1\nopenapi: '9'\n", path: "d.json",
      "d.json:2: OpenAPI 9 is not supported, only 2.0, 3.0, 3.1 and 3.2"),
    Row("text under the name of JSON", "hello", path: "d.json", "d.json:1: not JSON: 'h' where a value was expected"),
    Row("a flow mapping that is no JSON", "{openapi: '9'}", "d.yaml:1: OpenAPI 9 is not supported, only 2.0, 3.0, 3.1 and 3.2"),
    Row("NUL in YAML", "a: 1\nb: \u{0}\n", "d.yaml:2: not YAML: control characters are not allowed"),
    Row(
      "NUL in JSON", "{\n\"a\": \"\u{0}\"}", path: "d.json", "d.json:2: not JSON: byte 0x00 inside a string must be written as an escape"),
    Row("invalid UTF-8 in YAML", bytes: Array("a: 1\nb: ".utf8) + [0xC3, 0x28], "d.yaml:2: the file is not UTF-8"),
    Row(
      "invalid UTF-8 in JSON", bytes: Array("{\n\"a\": \"".utf8) + [0xFF, 0x22, 0x7D], path: "d.json",
      "d.json:2: not JSON: the text is not valid UTF-8"),
    Row("UTF-16", bytes: [0xFF, 0xFE, 0x61, 0, 0x3A, 0], "d.yaml:1: the file is not UTF-8"),
    Row("a byte order mark", "\u{FEFF}openapi: '9'\n", "d.yaml:1: OpenAPI 9 is not supported, only 2.0, 3.0, 3.1 and 3.2"),
    Row(
      "a byte order mark in JSON", "\u{FEFF}{\"openapi\": \"9\"}", path: "d.json",
      "d.json:1: OpenAPI 9 is not supported, only 2.0, 3.0, 3.1 and 3.2"),
    Row("nothing", "", path: "d.json", "d.json:1: not JSON: the text is empty; a JSON value was expected"),
    Row("an alias inside its anchor", "a: &x\n  b: *x\n", "d.yaml:2: the alias *x stands inside its own anchor"),
    Row("a file that is too large", String(repeating: "#", count: 33 << 20), "d.yaml: the file has 34603008 bytes, the limit is 33554432"),
    Row(
      "a version that is a number", "openapi: 3.1\n",
      "d.yaml:1: neither openapi: 3.x.x nor swagger: '2.0' stands here, so this is no OpenAPI document"),
    Row(
      "a path item that leads to itself", "openapi: 3.1.0\npaths:\n  /a:\n    $ref: '#/paths/~1a'\n",
      "d.yaml:3: $ref #/paths/~1a leads back to itself"),
  ]

  @Test("ends in one error that names the line", arguments: rows)
  func errors(row: Row) {
    let error = #expect(throws: DocumentError.self) { try OpenAPIDocument(row.bytes, path: row.path) }
    #expect(error?.description == row.expected)
  }

  @Test("a scalar of several megabytes is read")
  func hugeScalar() throws {
    let text = String(repeating: "x", count: 4 << 20)
    let head = "openapi: 3.1.0\npaths: {}\ninfo:\n  description: "
    #expect(
      try OpenAPIDocument(Array((head + text).utf8), path: "d.yaml").source.root["info"]?["description"]?.string?.utf8.count == 4 << 20)
    let digits = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {maximum: \(String(repeating: "9", count: 100_000))}}}\n"
    let document = try OpenAPIDocument(Array(digits.utf8), path: "d.yaml")
    #expect(try document.schema(at: JSONPointer(tokens: ["components", "schemas", "A"])).accepts(1))
  }

  @Test(
    "schemas that refer to themselves compile or are refused", arguments: ["'#/components/schemas/A'", "'#/components/schemas/B'", "'#'"])
  func selfReference(reference: String) throws {
    let text = "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: \(reference)}\n    B: {$ref: '#/components/schemas/A'}\n"
    let document = try OpenAPIDocument(Array(text.utf8), path: "d.yaml")
    let place = JSONPointer(tokens: ["components", "schemas", "A"])
    _ = document.schemas(at: [place])
    _ = document.resolve(place)
    #expect(document.brokenReferences() == [])
  }

  @Test(
    "a value of the wrong type anywhere is an error with its line, or doesn't matter",
    arguments: [Samples.sessions, SwaggerConversionTests.text])
  func wrongTypes(text: String) throws {
    let source = try #require(try YAMLReader.json(Array(text.utf8))).value
    let values: [JSONValue] = [nil, true, -1, "x", [], [[:]], ["a": nil], [:]]
    var refused = 0
    for pointer in Self.places(in: source) {
      for value in values {
        let bytes = Array(Self.replacing(source, pointer.tokens[...], by: value).serialized().utf8)
        do throws(DocumentError) {
          let document = try OpenAPIDocument(bytes, path: "d.json")
          _ = document.brokenReferences()
        } catch {
          refused += 1
          #expect(error.line > 0 && !error.message.isEmpty, "\(pointer) \(value): \(error)")
        }
      }
    }
    #expect(refused > 50)
  }

  private static func places(in value: JSONValue, at pointer: JSONPointer = .root) -> [JSONPointer] {
    switch value {
    case .object(let object): [pointer] + object.members.flatMap { places(in: $0.value, at: pointer.appending($0.key)) }
    case .array(let items): [pointer] + items.enumerated().flatMap { places(in: $1, at: pointer.appending($0)) }
    default: [pointer]
    }
  }

  private static func replacing(_ value: JSONValue, _ tokens: ArraySlice<String>, by new: JSONValue) -> JSONValue {
    guard let first = tokens.first else { return new }
    switch value {
    case .object(let object):
      return .object(
        JSONObject(object.members.map { ($0.key, $0.key == first ? replacing($0.value, tokens.dropFirst(), by: new) : $0.value) }))
    case .array(let items):
      return .array(items.enumerated().map { String($0) == first ? replacing($1, tokens.dropFirst(), by: new) : $1 })
    default: return value
    }
  }
}
