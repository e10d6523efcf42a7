import JSONDocument

/// `minItems`, `maxItems`, `uniqueItems`, `minProperties` and `maxProperties`.
struct SizeKeywords: Assertion, KeywordFamily {
  enum Rule: Sendable {
    case minItems(Int), maxItems(Int), minProperties(Int), maxProperties(Int), uniqueItems
  }

  let location: SchemaLocation
  let rule: Rule

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    func add(_ name: String, _ make: (Int) -> Rule) throws(SchemaError) {
      guard let limit = try schema.count(name) else { return }
      keywords.append(SizeKeywords(location: schema.place(name), rule: make(limit)))
    }
    try add("minItems") { .minItems($0) }
    try add("maxItems") { .maxItems($0) }
    try add("minProperties") { .minProperties($0) }
    try add("maxProperties") { .maxProperties($0) }
    if schema["uniqueItems"] == true { keywords.append(SizeKeywords(location: schema.place("uniqueItems"), rule: .uniqueItems)) }
    return keywords
  }

  func objection(to instance: JSONValue) -> String? {
    switch (rule, instance) {
    case (.minItems(let limit), .array(let items)) where items.count < limit:
      "\(items.count) items, at least \(limit) are expected"
    case (.maxItems(let limit), .array(let items)) where items.count > limit:
      "\(items.count) items, at most \(limit) are allowed"
    case (.minProperties(let limit), .object(let object)) where object.count < limit:
      "\(object.count) properties, at least \(limit) are expected"
    case (.maxProperties(let limit), .object(let object)) where object.count > limit:
      "\(object.count) properties, at most \(limit) are allowed"
    case (.uniqueItems, .array(let items)) where Set(items).count < items.count:
      "the items are not all different"
    default: nil
    }
  }
}
