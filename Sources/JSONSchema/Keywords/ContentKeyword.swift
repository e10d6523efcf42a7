import JSONDocument

/// `contentEncoding` and `contentMediaType`, where the store says that they are assertions; base64 and JSON are known.
struct ContentKeyword: Assertion, KeywordFamily {
  let location: SchemaLocation
  let isBase64: Bool
  let isJSON: Bool

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    guard compiler.store.assertsContent, schema.dialect.draft >= .seven else { return [] }
    let isBase64 = try schema.string("contentEncoding")?.lowercased() == "base64"
    let isJSON = try schema.string("contentMediaType") == "application/json"
    guard isBase64 || isJSON else { return [] }
    let place = schema.place(isBase64 ? "contentEncoding" : "contentMediaType")
    return [ContentKeyword(location: place, isBase64: isBase64, isJSON: isJSON)]
  }

  func objection(to instance: JSONValue) -> String? {
    guard case .string(let text) = instance else { return nil }
    guard let bytes = isBase64 ? TextFormats.bytes(base64: text) : Array(text.utf8) else { return "\(Excerpt.of(instance)) is not base64" }
    guard isJSON else { return nil }
    do throws(JSONParseError) {
      _ = try JSONParser.parse(bytes)
      return nil
    } catch {
      return "the content is not JSON: \(error)"
    }
  }
}
