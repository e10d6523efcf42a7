import JSONDocument
import JSONSchema

/// Schemas of every kind that services use, for tests that hold for all of them.
enum GenerationSamples {
  static let all: [String] = scalars + texts + arrays + objects + combinations + recursive

  static func compiled(_ text: String) throws -> CompiledSchema { try CompiledSchema(try JSONParser.parse(text), assertsFormat: true) }

  static let scalars = [
    "{}", "true", #"{"type": "null"}"#, #"{"type": "boolean"}"#, #"{"type": ["boolean", "integer"]}"#, #"{"enum": [1, "a", null]}"#,
    #"{"const": {"a": [1]}}"#, #"{"type": "integer"}"#, #"{"type": "number"}"#,
    #"{"type": "integer", "minimum": 3, "exclusiveMaximum": 5}"#, #"{"type": "integer", "multipleOf": 7, "minimum": 50}"#,
    #"{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}"#, #"{"type": "number", "multipleOf": 0.01, "minimum": 0.5}"#,
    #"{"type": "number", "minimum": -1.5, "maximum": 1.5, "multipleOf": 0.25}"#,
    #"{"type": "integer", "multipleOf": 6, "allOf": [{"multipleOf": 4}], "maximum": 40, "minimum": 1}"#,
    #"{"type": "integer", "format": "int32"}"#, #"{"type": "integer", "format": "int64", "minimum": -9223372036854775808}"#,
    #"{"type": "integer", "exclusiveMinimum": 2.5, "maximum": 3.5}"#, #"{"type": "number", "minimum": 1e3, "maximum": 1.5e3}"#,
    #"{"type": "number", "not": {"type": "integer"}}"#, #"{"type": "integer", "not": {"const": 1}, "minimum": 1, "maximum": 2}"#,
  ]

  static let texts = [
    #"{"type": "string"}"#, #"{"type": "string", "minLength": 3, "maxLength": 5}"#, #"{"type": "string", "pattern": "^[0-9a-f]{64}$"}"#,
    #"{"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "minLength": 20, "maxLength": 30}"#,
    #"{"type": "string", "pattern": "^(?=.*[0-9])[a-z0-9]{4,8}$"}"#, #"{"type": "string", "pattern": "^(foo|ba[rz])+$", "maxLength": 9}"#,
    #"{"type": "string", "pattern": "^\\+?[1-9]\\d{6,14}$"}"#, #"{"type": "string", "pattern": "[A-Z]{2}", "minLength": 6}"#,
    #"{"type": "string", "pattern": "^v\\d+\\.\\d+\\.\\d+(-[a-z]+)?$"}"#, #"{"type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$"}"#,
    #"{"type": "string", "not": {"pattern": "^a"}, "minLength": 1}"#, #"{"type": "string", "enum": ["open", "closed", "archived"]}"#,
    #"{"type": "string", "format": "uuid"}"#, #"{"type": "string", "format": "date-time"}"#, #"{"type": "string", "format": "date"}"#,
    #"{"type": "string", "format": "time"}"#, #"{"type": "string", "format": "duration"}"#,
    #"{"type": "string", "format": "email", "maxLength": 20}"#, #"{"type": "string", "format": "idn-email"}"#,
    #"{"type": "string", "format": "hostname"}"#, #"{"type": "string", "format": "idn-hostname"}"#,
    #"{"type": "string", "format": "ipv4"}"#, #"{"type": "string", "format": "ipv6"}"#,
    #"{"type": "string", "format": "uri", "minLength": 40, "maxLength": 60}"#, #"{"type": "string", "format": "uri-reference"}"#,
    #"{"type": "string", "format": "iri"}"#, #"{"type": "string", "format": "iri-reference"}"#,
    #"{"type": "string", "format": "uri-template"}"#, #"{"type": "string", "format": "json-pointer"}"#,
    #"{"type": "string", "format": "relative-json-pointer"}"#, #"{"type": "string", "format": "regex"}"#,
    #"{"type": "string", "format": "byte"}"#, #"{"type": "string", "contentEncoding": "base64", "minLength": 6}"#,
  ]

  static let arrays = [
    #"{"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 4}, "uniqueItems": true, "minItems": 4}"#,
    #"{"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false, "minItems": 2}"#,
    #"{"type": "array", "contains": {"const": 5}, "minContains": 2}"#,
    #"{"type": "array", "items": {"type": "integer"}, "contains": {"minimum": 100}, "maxContains": 1}"#,
    #"{"type": "array", "minItems": 2, "maxItems": 5, "items": {"type": "string", "minLength": 1}}"#,
    #"{"type": "array", "items": {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "maxItems": 2}, "maxItems": 3}"#,
    #"{"type": "array", "prefixItems": [{"const": 1}], "unevaluatedItems": {"type": "string"}, "minItems": 3}"#,
    #"{"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": true, "minItems": 3, "maxItems": 3}"#,
  ]

  static let objects = [
    #"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "additionalProperties": false}"#,
    #"{"type": "object", "minProperties": 3, "additionalProperties": {"type": "boolean"}}"#,
    #"{"type": "object", "patternProperties": {"^x-[a-z]+$": {"type": "integer"}}, "additionalProperties": false, "minProperties": 2}"#,
    #"{"type": "object", "required": ["x"], "propertyNames": {"maxLength": 2}}"#,
    #"{"type": "object", "propertyNames": {"pattern": "^[a-z]{3}$"}, "minProperties": 2, "additionalProperties": {"type": "integer"}}"#,
    #"{"type": "object", "unevaluatedProperties": false, "properties": {"a": {"type": "integer"}}, "allOf": [{"properties": {"b": {"type": "string"}}}]}"#,
    #"{"type": "object", "dependentRequired": {"a": ["b"]}, "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}"#,
    #"{"type": "object", "properties": {"card": {"type": "string"}, "address": {"type": "string"}}, "dependentSchemas": {"card": {"required": ["address"]}}}"#,
    #"{"type": "object", "maxProperties": 2, "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}}}"#,
    #"{"type": "object", "properties": {"a": {"type": ["string", "null"]}, "b": {"type": "boolean"}}, "required": ["a", "b"]}"#,
    #"""
    {"type": "object", "required": ["id", "name", "price", "tags"], "additionalProperties": false, "properties": {
      "id": {"type": "string", "format": "uuid"}, "name": {"type": "string", "minLength": 1, "maxLength": 80},
      "price": {"type": "number", "minimum": 0, "maximum": 100000, "multipleOf": 0.01}, "stock": {"type": "integer", "minimum": 0, "maximum": 1000},
      "tags": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 12}, "maxItems": 5, "uniqueItems": true},
      "status": {"enum": ["draft", "active", "retired"]}, "note": {"type": ["string", "null"], "maxLength": 200},
      "created": {"type": "string", "format": "date-time"}, "contact": {"type": "string", "format": "email"},
      "size": {"type": "object", "required": ["width"], "properties": {"width": {"type": "integer", "minimum": 1}, "height": {"type": "integer", "minimum": 1}}}}}
    """#,
  ]

  static let combinations = [
    #"{"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"minimum": 9}}}]}"#,
    #"{"oneOf": [{"type": "string", "maxLength": 2}, {"type": "string", "minLength": 5}]}"#, #"{"anyOf": [false, {"type": "integer"}]}"#,
    #"{"not": {"type": "string"}, "type": ["string", "integer"]}"#, #"{"oneOf": [{"type": "integer"}, {"type": "number"}]}"#,
    #"{"type": "integer", "oneOf": [{"multipleOf": 3}, {"multipleOf": 5}], "minimum": 0, "maximum": 100}"#,
    #"{"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}, "required": ["kind"], "if": {"properties": {"kind": {"const": "a"}}}, "then": {"required": ["left"]}, "else": {"required": ["right"]}}"#,
    #"{"oneOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}, {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}}]}"#,
    #"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}"#,
    #"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "not": {"required": ["a", "b"]}}"#,
    #"""
    {"oneOf": [
      {"type": "object", "required": ["type", "radius"], "properties": {"type": {"const": "circle"}, "radius": {"type": "number", "exclusiveMinimum": 0}}},
      {"type": "object", "required": ["type", "side"], "properties": {"type": {"const": "square"}, "side": {"type": "number", "exclusiveMinimum": 0}}}]}
    """#,
    #"{"anyOf": [{"type": "string", "minLength": 3}, {"type": "null"}]}"#,
    #"{"allOf": [{"type": "string"}, {"minLength": 2}, {"maxLength": 4}, {"pattern": "^[ab]+$"}]}"#,
    #"{"type": "object", "required": ["n"], "properties": {"n": {"anyOf": [{"type": "integer", "minimum": 10}, {"type": "string", "pattern": "^[0-9]{2}$"}]}}}"#,
  ]

  static let recursive = [
    ##"{"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "required": ["value"], "properties": {"value": {"type": "integer"}, "children": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}}}"##,
    ##"{"$ref": "#/$defs/list", "$defs": {"list": {"type": "object", "required": ["head", "tail"], "properties": {"head": {"type": "integer"}, "tail": {"anyOf": [{"$ref": "#/$defs/list"}, {"type": "null"}]}}}}}"##,
    ##"{"$ref": "#/$defs/json", "$defs": {"json": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/$defs/json"}, "minItems": 1}, {"type": "object", "additionalProperties": {"$ref": "#/$defs/json"}, "minProperties": 1}]}}}"##,
    ##"{"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"type": "integer"}}, "additionalProperties": false}"##,
    ##"{"$dynamicAnchor": "node", "type": "object", "properties": {"data": {"type": "string"}, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}, "required": ["data"]}"##,
  ]

  /// Schemas that nothing meets.
  static let impossible = [
    "false", #"{"type": "integer", "minimum": 2, "maximum": 1}"#, #"{"enum": []}"#,
    #"{"allOf": [{"type": "string"}, {"type": "integer"}]}"#,
    ##"{"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#"}}}"##, ##"{"allOf": [{"$ref": "#"}], "not": {}}"##,
    #"{"type": "string", "minLength": 5, "maxLength": 4}"#, #"{"type": "string", "pattern": "^a$", "minLength": 2}"#,
    #"{"type": "array", "items": false, "minItems": 1}"#, #"{"type": "integer", "multipleOf": 10, "minimum": 11, "maximum": 19}"#,
    #"{"type": "array", "uniqueItems": true, "items": {"type": "boolean"}, "minItems": 3}"#,
    #"{"type": "object", "required": ["a"], "additionalProperties": false}"#,
    ##"{"type": "array", "minItems": 3, "items": {"$ref": "#"}}"##, #"{"not": {}}"#,
    ##"{"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}, "c": {"$ref": "#"}}, "minProperties": 1, "additionalProperties": false}"##,
  ]
}
