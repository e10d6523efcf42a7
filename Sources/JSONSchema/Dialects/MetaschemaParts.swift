import JSONDocument

/// Writes the shapes of keywords as schemas.
struct MetaschemaParts {
  /// How a schema refers to "any schema".
  let own: JSONValue
  /// Where the shared definitions stand.
  let folder: String
  let positive: JSONValue

  static let types: JSONValue = ["array", "boolean", "integer", "null", "number", "object", "string"]

  func value(_ shape: KeywordShape) -> JSONValue {
    switch shape {
    case .anything: [:]
    case .schema: own
    case .schemas: shared("schemaArray")
    case .schemaMap: ["type": "object", "additionalProperties": own, "default": [:]]
    case .schemaOrSchemas: ["anyOf": [own, shared("schemaArray")]]
    case .schemaOrBoolean: ["anyOf": [["type": "boolean"], own]]
    case .patternMap: ["type": "object", "additionalProperties": own, "propertyNames": ["format": "regex"], "default": [:]]
    case .dependencies: ["type": "object", "additionalProperties": ["anyOf": [own, shared("stringArray")]]]
    case .names: shared("stringArray")
    case .namesMap: ["type": "object", "additionalProperties": shared("stringArray")]
    case .count: shared("nonNegativeInteger")
    case .countOfZero: shared("nonNegativeIntegerDefault0")
    case .countOfOne: ["allOf": [shared("nonNegativeInteger"), ["default": 1]]]
    case .number: ["type": "number"]
    case .positive: positive
    case .boolean: ["type": "boolean"]
    case .falseByDefault: ["type": "boolean", "default": false]
    default: plain(shape)
    }
  }

  /// The shapes that refer to nothing but simple types.
  private func plain(_ shape: KeywordShape) -> JSONValue {
    switch shape {
    case .uri: ["type": "string", "format": "uri"]
    case .uriReference: ["type": "string", "format": "uri-reference"]
    case .pattern: ["type": "string", "format": "regex"]
    case .types:
      [
        "anyOf": [
          shared("simpleTypes"), ["type": "array", "items": shared("simpleTypes"), "minItems": 1, "uniqueItems": true],
        ]
      ]
    case .list, .values: ["type": "array"]
    case .filledValues: ["type": "array", "minItems": 1, "uniqueItems": true]
    case .identifier: ["type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"]
    case .anchor: ["type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"]
    case .vocabularies:
      ["type": "object", "propertyNames": ["type": "string", "format": "uri"], "additionalProperties": ["type": "boolean"]]
    default: ["type": "string"]
    }
  }

  private func shared(_ name: String) -> JSONValue { ["$ref": .string(folder + name)] }
}
