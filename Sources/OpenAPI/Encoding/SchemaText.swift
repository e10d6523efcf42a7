import JSONDocument

/// The schemas of a document as they are written, for what validation doesn't need: `xml` objects, `contentMediaType`, defaults of
/// `encoding`.
struct SchemaText: Sendable {
  let root: JSONValue

  private static let mostHops = 32

  /// The schema at a place, its references followed.
  func node(at pointer: JSONPointer) -> JSONValue? { root[pointer].flatMap { resolved($0).value } }

  /// Follows local references; the name is the last one's, which names XML elements.
  func resolved(_ schema: JSONValue) -> (value: JSONValue, name: String?) {
    var current = schema
    var name: String?
    for _ in 0..<Self.mostHops {
      // What stands in other files has been brought into the one document that all references lead through.
      guard let reference = current["$ref"]?.string, let hash = reference.firstIndex(of: "#"),
        hash == reference.startIndex || reference[..<hash] == OpenAPIDocument.uri,
        let pointer = JSONPointer(fragment: String(reference[reference.index(after: hash)...])), let target = root[pointer]
      else { break }
      name = pointer.tokens.last
      current = target
    }
    return (current, name)
  }

  /// The schema of a property, also when a part of `allOf`, `oneOf` or `anyOf` has it.
  func property(_ name: String, of schema: JSONValue, depth: Int = 0) -> JSONValue? {
    guard depth < Self.mostHops else { return nil }
    let schema = resolved(schema).value
    if let found = schema["properties"]?[name] { return found }
    for keyword in ["allOf", "oneOf", "anyOf"] {
      for part in schema[keyword]?.array ?? [] {
        if let found = property(name, of: part, depth: depth + 1) { return found }
      }
    }
    return nil
  }
}
