import JSONDocument
import OpenAPI
import Testing

@Suite struct ParameterReadingsTests {
  /// Parameter without its name, value, whether it is surely wrong, whether it is surely right.
  private static let table: [(parameter: String, value: String, isInvalid: Bool, isValid: Bool)] = [
    // A number is always a text too.
    (#""in": "query", "schema": {"type": "string"}"#, "5", false, false),
    (#""in": "query", "schema": {"type": "string"}"#, "null", false, false),
    (#""in": "query", "schema": {"type": "string"}"#, "true", false, false),
    (#""in": "query", "schema": {"type": "integer"}"#, #""5""#, false, false),
    (#""in": "query", "schema": {"type": "integer"}"#, #""abc""#, true, false),
    (#""in": "query", "schema": {"type": "integer"}"#, "2.5", true, false),
    (#""in": "query", "schema": {"type": "integer"}"#, #""0x10""#, false, false),
    (#""in": "query", "schema": {"type": "integer"}"#, "7", false, true),
    (#""in": "query", "schema": {"type": "integer", "maximum": 5}"#, "6", true, false),
    (#""in": "query", "schema": {"type": "boolean"}"#, "1", false, false),
    (#""in": "query", "schema": {"type": "boolean"}"#, #""abc""#, true, false),
    (#""in": "query", "schema": {"type": "boolean"}"#, "true", false, true),
    // Nothing on the wire, or as good as nothing.
    (#""in": "query", "schema": {"type": "array", "minItems": 1, "items": {"type": "string"}}"#, "[]", false, false),
    (#""in": "query", "schema": {"type": "string", "minLength": 1}"#, #""""#, false, false),
    (#""in": "query", "required": true, "schema": {"type": "string", "minLength": 1}"#, #""""#, true, false),
    (#""in": "query", "schema": {"type": "array", "maxItems": 2, "items": {"type": "integer"}}"#, "[1, 2, 3]", false, false),
    (
      #""in": "query", "explode": false, "schema": {"type": "array", "maxItems": 2, "items": {"type": "integer"}}"#, "[1, 2, 3]", true,
      false
    ),
    (#""in": "query", "schema": {"type": "array", "items": {"type": "integer"}}"#, "[1, 2]", false, true),
    (#""in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}"#, #"["a,b", "c"]"#, false, false),
    (#""in": "query", "schema": {"type": "string", "maxLength": 2}"#, #""abc""#, true, false),
    (#""in": "query", "schema": {"enum": ["a", "b"]}"#, #""c""#, true, false),
    (#""in": "query", "schema": {"enum": ["a", "b"]}"#, #""a""#, false, true),
    (#""in": "query", "schema": {"type": "string", "format": "uuid"}"#, #""not-a-uuid""#, true, false),
    // A number may be a moment in seconds.
    (#""in": "query", "schema": {"type": "string", "format": "date-time"}"#, #""17""#, false, false),
    (#""in": "query", "schema": {"type": ["string", "integer"], "maximum": 5}"#, #""9""#, false, false),
    (#""in": "path", "required": true, "schema": {"type": "string"}"#, #""a/b""#, false, false),
    (#""in": "path", "required": true, "schema": {"type": "string"}"#, #""ab""#, false, true),
    (#""in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}"#, "0", true, false),
    (#""in": "header", "schema": {"type": "integer"}"#, #""x""#, true, false),
    (#""in": "header", "schema": {"type": "string"}"#, #""é""#, false, false),
    (#""in": "query", "schema": {"type": "string"}"#, #""é""#, false, true),
    (#""in": "cookie", "schema": {"type": "string"}"#, #""a b""#, false, false),
    (#""in": "cookie", "schema": {"type": "string"}"#, #""ab""#, false, true),
    (
      #""in": "query", "style": "deepObject", "schema": {"type": "object", "required": ["b"], "properties": {"a": {"type": "integer"}}}"#,
      #"{"a": 1}"#, true, false
    ),
    (
      #""in": "query", "schema": {"type": "object", "additionalProperties": false, "properties": {"a": {"type": "integer"}}}"#,
      #"{"z": 1}"#, false, false
    ),
    (#""in": "query", "content": {"application/json": {"schema": {"type": "integer"}}}"#, #""a""#, true, false),
    (#""in": "query", "schema": {"type": "integer"}"#, "9007199254740993", false, false),
  ]

  @Test("calls nothing wrong that may be read as right, and nothing right that may not arrive", arguments: table.indices)
  func settled(index: Int) throws {
    let row = Self.table[index]
    let (encoding, schema) = try EncodingSamples.parameter(#"{"name": "p", \#(row.parameter)}"#)
    let value = try EncodingSamples.value(row.value)
    let readings = ParameterReadings(encoding)
    #expect(readings.isSettledInvalid(value, schema: schema) == row.isInvalid, "\(row.parameter) \(row.value)")
    #expect(readings.isSettledValid(value, schema: schema) == row.isValid, "\(row.parameter) \(row.value)")
  }
}
