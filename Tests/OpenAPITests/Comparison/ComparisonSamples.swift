import JSONDocument
import OpenAPI

/// Small documents around one schema.
enum ComparisonSamples {
  static let schema = JSONPointer(tokens: ["components", "schemas", "T"])

  /// A document that takes the schema as a body, answers with nothing, and has further components.
  static func request(_ schema: String, version: String = "3.1.0", components: String = "") throws -> OpenAPIDocument {
    try document(schema, version: version, components: components, request: true)
  }

  static func response(_ schema: String, version: String = "3.1.0", components: String = "") throws -> OpenAPIDocument {
    try document(schema, version: version, components: components, request: false)
  }

  private static func document(_ schema: String, version: String, components: String, request: Bool) throws -> OpenAPIDocument {
    let content = ##"{"application/json":{"schema":{"$ref":"#/components/schemas/T"}}}"##
    let body = request ? #""requestBody":{"required":true,"content":\#(content)},"# : ""
    let answer = request ? #"{"204":{"description":"done"}}"# : #"{"200":{"description":"ok","content":\#(content)}}"#
    let more = components.isEmpty ? "" : "," + components
    let text = """
      {"openapi":"\(version)","info":{"title":"t","version":"1"},"paths":{"/t":{"post":{\(body)"responses":\(answer)}}},
      "components":{"schemas":{"T":\(schema)\(more)}}}
      """
    return try OpenAPIDocument(Array(text.utf8), path: "t.json")
  }

  /// A document in YAML with these paths.
  static func yaml(_ paths: String, head: String = "", path: String = "t.yaml") throws -> OpenAPIDocument {
    let text =
      "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n\(head)\npaths:\n" + paths.split(separator: "\n").map { "  \($0)\n" }.joined()
    return try OpenAPIDocument(Array(text.utf8), path: path)
  }
}

extension Change {
  var isBreaking: Bool { severity == .error }
}
