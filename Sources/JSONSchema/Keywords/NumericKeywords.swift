import JSONDocument

/// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum` and `multipleOf`, all by exact value.
struct NumericKeywords: Assertion, KeywordFamily {
  enum Rule: Sendable {
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
  }

  let location: SchemaLocation
  let rule: Rule
  let limit: JSONNumber

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    func add(_ name: String, _ rule: Rule, _ limit: JSONNumber?) {
      if let limit { keywords.append(NumericKeywords(location: schema.place(name), rule: rule, limit: limit)) }
    }
    if schema.dialect.hasBooleanExclusion {
      add("minimum", schema["exclusiveMinimum"] == true ? .exclusiveMinimum : .minimum, try schema.number("minimum"))
      add("maximum", schema["exclusiveMaximum"] == true ? .exclusiveMaximum : .maximum, try schema.number("maximum"))
    } else {
      add("minimum", .minimum, try schema.number("minimum"))
      add("maximum", .maximum, try schema.number("maximum"))
      add("exclusiveMinimum", .exclusiveMinimum, try schema.number("exclusiveMinimum"))
      add("exclusiveMaximum", .exclusiveMaximum, try schema.number("exclusiveMaximum"))
    }
    if let divisor = try schema.number("multipleOf") {
      guard divisor > JSONNumber(0) else { throw schema.fail("multipleOf", "greater than 0") }
      add("multipleOf", .multipleOf, divisor)
    }
    return keywords
  }

  func objection(to instance: JSONValue) -> String? {
    guard case .number(let number) = instance else { return nil }
    switch rule {
    case .minimum: return number >= limit ? nil : "\(number) is less than \(limit)"
    case .maximum: return number <= limit ? nil : "\(number) is more than \(limit)"
    case .exclusiveMinimum: return number > limit ? nil : "\(number) is not more than \(limit)"
    case .exclusiveMaximum: return number < limit ? nil : "\(number) is not less than \(limit)"
    case .multipleOf: return number.isMultiple(of: limit) ? nil : "\(number) is not a multiple of \(limit)"
    }
  }
}
