import JSONDocument
import OpenAPI
import Testing

@Suite struct BodyReadingsTests {
  private static let schema = #"""
    {"schema": {"type": "object", "required": ["n"], "additionalProperties": false, "properties": {
      "n": {"type": "integer", "maximum": 9}, "s": {"type": "string", "minLength": 2}, "b": {"type": "boolean"}, "t": {"type": "string"},
      "l": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 2}}}}
    """#
  private static let form = "application/x-www-form-urlencoded"

  /// Media type, value, whether it is surely wrong, whether it is surely right.
  private static let table: [(type: String, value: String, isInvalid: Bool, isValid: Bool)] = [
    ("application/json", #"{"n": 1}"#, false, true), ("application/json", #"{"n": 10}"#, true, false),
    ("application/json", "{}", true, false),
    ("application/json", #"{"n": 1, "t": 5}"#, true, false), ("application/json", #"{"n": null}"#, true, false),
    // Null beside a missing key.
    ("application/json", #"{"n": 1, "t": null}"#, false, false), ("application/json", #"{"n": 1, "l": []}"#, true, false),
    ("application/json", #"{"n": 1, "z": 1}"#, true, false),
    (form, #"{"n": 1, "s": "ab"}"#, false, true), (form, #"{"n": 10}"#, true, false), (form, #"{"s": "ab"}"#, true, false),
    (form, #"{"n": 1, "t": 5}"#, false, false), (form, #"{"n": "1"}"#, false, false), (form, #"{"n": "x"}"#, true, false),
    (form, #"{"n": 1, "b": 1}"#, false, false), (form, #"{"n": 1, "b": "maybe"}"#, true, false),
    (form, #"{"n": 1, "l": []}"#, false, false),
    (form, #"{"n": 1, "s": ""}"#, false, false), (form, #"{"n": 1, "s": "a"}"#, true, false), (form, #"{"n": 1, "z": "ab"}"#, true, false),
    ("multipart/form-data", #"{"n": 10}"#, true, false), ("multipart/form-data", #"{"n": 1, "t": 5}"#, false, false),
    ("application/xml", #"{"n": 10}"#, true, false), ("application/xml", #"{"n": 1, "l": 5}"#, false, false),
    // Beyond ASCII, where nothing says which charset.
    ("application/json", #"{"n": 1, "t": "é"}"#, false, true), (form, #"{"n": 1, "t": "é"}"#, false, true),
    ("multipart/form-data", #"{"n": 1, "t": "é"}"#, false, false), ("multipart/form-data", #"{"n": 1, "t": "e"}"#, false, true),
    ("application/xml", #"{"n": 1, "t": null}"#, false, false), ("application/octet-stream", #""x""#, false, false),
  ]

  @Test("calls nothing wrong that may be read as right", arguments: table.indices)
  func settled(index: Int) throws {
    let row = Self.table[index]
    let (encoding, schema) = try EncodingSamples.body(row.type, Self.schema)
    let value = try EncodingSamples.value(row.value)
    let readings = BodyReadings(encoding, isRequired: true)
    #expect(readings.isSettledInvalid(value, schema: schema) == row.isInvalid, "\(row.type) \(row.value)")
    #expect(readings.isSettledValid(value, schema: schema) == row.isValid, "\(row.type) \(row.value)")
  }
}
