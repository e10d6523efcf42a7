import JSONDocument
import JSONSchema
import Testing

/// What cases are found for single schemas: the labels that reports and suppressions know.
@Suite struct BoundaryLabelTests {
  private static let table: [(schema: String, valid: [String], invalid: [String])] = [
    (
      #"{"type": "integer", "minimum": 3, "maximum": 9}"#,
      ["above the minimum: 4", "maximum: 9", "below the maximum: 8"],
      ["below minimum: 2", "above maximum: 10", "type fraction: 3.5", "type null: null", "type boolean: true", "value as text: \"3\""]
    ),
    (
      #"{"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5}"#, ["minimum: 0.5"],
      ["exclusiveMinimum itself: 0", "below exclusiveMinimum: -0.5"]
    ),
    (#"{"type": "string", "maxLength": 0}"#, [], []), (#"{"type": "string", "maxLength": 3}"#, ["letters beyond ASCII: \"é\""], []),
    (
      #"{"type": "string", "minLength": 4, "maxLength": 40, "pattern": "^[^ ]*$"}"#, ["letters beyond ASCII: \"éßЖ日\""], []
    ),
    (#"{"type": ["string", "null"]}"#, ["empty: \"\"", "null: null"], ["type integer: 17"]),
    (#"{"enum": ["a", "b"]}"#, ["enum \"b\": \"b\""], ["enum foreign: \"gatehouse-unknown\""]),
    (#"{"type": "boolean"}"#, ["false: false"], ["type string: \"not of this type\""]),
    (#"{"type": "array", "items": {"type": "integer"}, "maxItems": 2, "uniqueItems": true}"#, ["empty: []"], ["equal items: [1,1]"]),
    (
      #"{"type": "object", "required": ["a"], "properties": {"a": {"type": "null"}, "b": {"type": "null"}}, "additionalProperties": false}"#,
      [#"without b: {"a":null}"#], [#"without a: {"b":null}"#, #"additional property: {"a":null,"b":null,"gatehouseUnknown":"gatehouse"}"#]
    ),
    (#"{"type": "string", "format": "date"}"#, ["date leap day: \"2024-02-29\""], ["format date: \"2025-13-45\""]),
    (#"{"type": "integer", "oneOf": [{"maximum": 5}, {"minimum": 5}]}"#, [], ["oneOf more than one: 5"]),
    (
      #"{"type": "object", "dependentRequired": {"a": ["b"]}, "properties": {"a": {"type": "null"}, "b": {"type": "null"}}}"#,
      [#"without a: {"b":null}"#], [#"without b beside a: {"a":null}"#]
    ),
  ]

  @Test("finds the cases that the schema speaks of", arguments: table.indices)
  func labels(index: Int) throws {
    let row = Self.table[index]
    let schema = try GenerationSamples.compiled(row.schema)
    var generator = InstanceGenerator(schema, seed: 1, ambiguity: .settled)
    let base = try generator.full()
    let valid = BoundaryCases.of(schema, base: base, seed: 1, limit: 100).map { "\($0.label): \($0.value)" }
    let invalid = InvalidCases.of(schema, base: base, seed: 1, limit: 100).map { "\($0.label): \($0.value)" }
    for label in row.valid { #expect(valid.contains(label), "\(label) in \(valid)") }
    for label in row.invalid { #expect(invalid.contains(label), "\(label) in \(invalid)") }
  }

  @Test("gives every place its share when there are too many cases")
  func share() throws {
    let schema = try GenerationSamples.compiled(GenerationSamples.objects[10])
    var generator = InstanceGenerator(schema, seed: 1, ambiguity: .settled)
    let cases = InvalidCases.of(schema, base: try generator.full(), seed: 1, limit: 30)
    #expect(cases.count == 30)
    #expect(Set(cases.map(\.place)).count >= 12)
  }

  @Test("leaves out what parsers read differently")
  func settled() throws {
    let schema = try GenerationSamples.compiled(#"{"type": "integer", "maximum": 9223372036854775807, "minimum": 0}"#)
    let settled = BoundaryCases.of(schema, base: 1, seed: 1, limit: 50).map(\.label)
    let all = BoundaryCases.of(schema, base: 1, seed: 1, limit: 50, ambiguity: .any).map(\.label)
    #expect(!settled.contains("maximum"))
    #expect(all.contains("maximum"))
  }
}
