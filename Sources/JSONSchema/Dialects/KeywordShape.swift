import JSONDocument

/// What a metaschema says about the value of a keyword.
enum KeywordShape: Sendable {
  case anything
  case schema, schemas, schemaMap
  /// `items` of the drafts that allow a list there.
  case schemaOrSchemas
  /// `additionalItems` and `additionalProperties` of draft 4, which has no boolean schemas.
  case schemaOrBoolean
  case patternMap
  /// The older `dependencies`: each value is a schema or a list of names.
  case dependencies
  case names, namesMap
  case count, countOfZero, countOfOne
  case number, positive, boolean, falseByDefault
  case text, uri, uriReference, pattern
  case types, values, filledValues, list
  case identifier, anchor, vocabularies
}

/// The keywords of the drafts by what their values are.
enum KeywordTable {
  static let applicators: [(String, KeywordShape)] = [
    ("contains", .schema), ("additionalProperties", .schema), ("properties", .schemaMap), ("patternProperties", .patternMap),
    ("dependentSchemas", .schemaMap), ("propertyNames", .schema), ("if", .schema), ("then", .schema), ("else", .schema),
    ("allOf", .schemas), ("anyOf", .schemas), ("oneOf", .schemas), ("not", .schema),
  ]

  static let limits: [(String, KeywordShape)] = [
    ("multipleOf", .positive), ("maximum", .number), ("exclusiveMaximum", .number), ("minimum", .number), ("exclusiveMinimum", .number),
    ("maxLength", .count), ("minLength", .countOfZero), ("pattern", .pattern), ("maxItems", .count), ("minItems", .countOfZero),
    ("uniqueItems", .falseByDefault), ("maxProperties", .count), ("minProperties", .countOfZero), ("required", .names),
    ("const", .anything), ("enum", .values), ("type", .types),
  ]

  static let containsLimits: [(String, KeywordShape)] = [
    ("maxContains", .count), ("minContains", .countOfOne), ("dependentRequired", .namesMap),
  ]

  static let annotations: [(String, KeywordShape)] = [
    ("title", .text), ("description", .text), ("default", .anything), ("readOnly", .falseByDefault), ("writeOnly", .falseByDefault),
    ("examples", .list),
  ]

  static let content: [(String, KeywordShape)] = [("contentEncoding", .text), ("contentMediaType", .text)]
}
