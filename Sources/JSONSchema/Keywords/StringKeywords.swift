import JSONDocument

/// `minLength`, `maxLength` (in code points) and `pattern`.
struct StringKeywords: Assertion, KeywordFamily {
  enum Rule: Sendable {
    case minLength(Int)
    case maxLength(Int)
    case pattern(ECMAPattern)
  }

  let location: SchemaLocation
  let rule: Rule

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let length = try schema.count("minLength") {
      keywords.append(StringKeywords(location: schema.place("minLength"), rule: .minLength(length)))
    }
    if let length = try schema.count("maxLength") {
      keywords.append(StringKeywords(location: schema.place("maxLength"), rule: .maxLength(length)))
    }
    if let pattern = try schema.string("pattern") {
      let place = schema.place("pattern")
      keywords.append(StringKeywords(location: place, rule: .pattern(try compiler.pattern(pattern, at: place))))
    }
    return keywords
  }

  func objection(to instance: JSONValue) -> String? {
    guard case .string(let text) = instance else { return nil }
    switch rule {
    case .minLength(let limit):
      let length = text.unicodeScalars.count
      return length >= limit ? nil : "\(length) characters, at least \(limit) are expected"
    case .maxLength(let limit):
      let length = text.unicodeScalars.count
      return length <= limit ? nil : "\(length) characters, at most \(limit) are allowed"
    case .pattern(let pattern):
      return pattern.matches(text) ? nil : "\(Excerpt.of(instance)) does not match the pattern \(pattern.source)"
    }
  }
}
