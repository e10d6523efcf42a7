/// The drafts in the order of their age, and what came and went with them.
enum SchemaDraft: Int, Sendable, Comparable {
  case openAPI30, four, six, seven, year2019, year2020

  static func < (left: SchemaDraft, right: SchemaDraft) -> Bool { left.rawValue < right.rawValue }

  var metaschemaURI: String? {
    switch self {
    case .openAPI30: nil
    case .four: "http://json-schema.org/draft-04/schema"
    case .six: "http://json-schema.org/draft-06/schema"
    case .seven: "http://json-schema.org/draft-07/schema"
    case .year2019: "https://json-schema.org/draft/2019-09/schema"
    case .year2020: "https://json-schema.org/draft/2020-12/schema"
    }
  }

  /// The drafts that know a keyword, for those that not every draft knows. `dependencies` stays, as the newer drafts allow it to.
  static let lives: [String: ClosedRange<SchemaDraft>] = [
    "const": .six ... .year2020, "contains": .six ... .year2020, "propertyNames": .six ... .year2020,
    "if": .seven ... .year2020, "then": .seven ... .year2020, "else": .seven ... .year2020,
    "minContains": .year2019 ... .year2020, "maxContains": .year2019 ... .year2020,
    "dependentRequired": .year2019 ... .year2020, "dependentSchemas": .year2019 ... .year2020,
    "unevaluatedItems": .year2019 ... .year2020, "unevaluatedProperties": .year2019 ... .year2020,
    "contentSchema": .year2019 ... .year2020,
    "$defs": .year2019 ... .year2020, "$anchor": .year2019 ... .year2020, "$vocabulary": .year2019 ... .year2020,
    "$recursiveRef": .year2019 ... .year2019, "$recursiveAnchor": .year2019 ... .year2019,
    "$dynamicRef": .year2020 ... .year2020, "$dynamicAnchor": .year2020 ... .year2020, "prefixItems": .year2020 ... .year2020,
    "additionalItems": .openAPI30 ... .year2019,
  ]
}

/// The vocabularies of 2019-09 and 2020-12; older drafts have the same keywords, always switched on.
enum SchemaVocabulary: String, Sendable, CaseIterable {
  case core, applicator, unevaluated, validation
  case metadata = "meta-data"
  case formatAnnotation = "format-annotation"
  case formatAssertion = "format-assertion"
  case content

  /// From a URI such as `https://json-schema.org/draft/2020-12/vocab/core`.
  init?(uri: String) {
    for year in ["2019-09", "2020-12"] {
      let prefix = "https://json-schema.org/draft/\(year)/vocab/"
      guard uri.hasPrefix(prefix) else { continue }
      // 2019-09 has one vocabulary for formats, which only annotates unless it is demanded.
      let name = String(uri.dropFirst(prefix.count))
      self.init(rawValue: name == "format" ? "format-annotation" : name)
      return
    }
    return nil
  }
}
