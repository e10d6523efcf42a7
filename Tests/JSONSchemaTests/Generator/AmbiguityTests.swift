import JSONDocument
import JSONSchema
import Testing

@Suite struct AmbiguityTests {
  @Test(
    "keeps what every parser reads alike",
    arguments: ["0", "-17", "9007199254740992", "0.1", "-2.5", "\"a\"", "\"\u{1F600}\"", "[1, {\"a\": null}]", "true"])
  func settled(text: String) throws {
    let value = try JSONParser.parse(text)
    #expect(Ambiguity.settled.permits(value))
  }

  @Test(
    "leaves out what parsers read differently",
    arguments: [
      "-0", "9007199254740993", "-9007199254740994", "1e2", "1E-2", "0.1000000000000000055511151231257827", "1e400", "0.00000000001",
      "\"a\\u0000\"", "{\"a\\u0000\": 1}", "[[9007199254740993]]", "-0.0",
    ])
  func ambiguous(text: String) throws {
    let value = try JSONParser.parse(text)
    #expect(!Ambiguity.settled.permits(value))
    #expect(Ambiguity.any.permits(value))
  }

  @Test(
    "tells the types that a schema leaves open",
    arguments: [
      (#"{"type": "integer"}"#, [.number]), (#"{"type": ["string", "null"]}"#, [.string, .null]),
      (#"{"enum": ["a", 1]}"#, [.string, .number]),
      (##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "boolean"}}}"##, [.boolean]),
      (#"{"anyOf": [{"type": "string"}, {"type": "array"}]}"#, [.string, .array]), ("{}", JSONValue.Kind.allCases), ("false", []),
    ] as [(String, [JSONValue.Kind])])
  func kinds(text: String, kinds: [JSONValue.Kind]) throws {
    #expect(try GenerationSamples.compiled(text).possibleKinds == Set(kinds))
  }
}
