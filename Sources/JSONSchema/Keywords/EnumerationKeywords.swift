import JSONDocument

/// `enum` and `const`.
struct EnumerationKeywords: Assertion, KeywordFamily {
  let location: SchemaLocation
  let values: Set<JSONValue>
  /// In the order of the schema.
  let ordered: [JSONValue]
  let text: String

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let value = schema["enum"] {
      guard var items = value.array else { throw schema.fail("enum", "an array") }
      if schema.dialect.hasNullable, schema["nullable"] == true { items.append(.null) }
      let text = items.prefix(12).map { $0.serialized() }.joined(separator: ", ") + (items.count > 12 ? ", …" : "")
      keywords.append(EnumerationKeywords(location: schema.place("enum"), values: Set(items), ordered: items, text: "one of \(text)"))
    }
    if let value = schema["const"] {
      keywords.append(EnumerationKeywords(location: schema.place("const"), values: [value], ordered: [value], text: value.serialized()))
    }
    return keywords
  }

  func objection(to instance: JSONValue) -> String? {
    values.contains(instance) ? nil : "\(Excerpt.of(instance)) where \(text) is expected"
  }
}
