import JSONDocument
import JSONSchema
import Testing

@Suite struct ValidationTests {
  private func compile(_ text: String, dialect: SchemaDialect = .draft202012, formats: Bool = false) throws -> CompiledSchema {
    try CompiledSchema(try JSONParser.parse(text), dialect: dialect, assertsFormat: formats)
  }

  @Test("every error names its place in the instance and in the schema")
  func locations() throws {
    let schema = try compile(
      """
      {"type": "object", "required": ["id"], "additionalProperties": false,
       "properties": {"id": {"type": "integer"}, "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}}},
       "$defs": {"tag": {"type": "string", "maxLength": 3}}}
      """)
    let errors = schema.validate(["tags": ["ok", "too long", 7], "more": true])
    let found = Set(errors.map { "\($0.instance) \($0.schema.pointer)" })
    let expected: Set = [
      " /required", "/tags/1 /$defs/tag/maxLength", "/tags/2 /$defs/tag/type", "/more /additionalProperties",
    ]
    #expect(found == expected)
    #expect(schema.accepts(["id": 1, "tags": ["a"]]))
  }

  @Test("alternatives say why each of them failed")
  func causes() throws {
    let errors = try compile("{\"oneOf\": [{\"type\": \"string\"}, {\"minimum\": 10}]}").validate(3)
    #expect(errors.count == 1)
    #expect(errors.first?.causes.map(\.keyword) == ["type", "minimum"])
  }

  @Test(
    "numbers are compared exactly",
    arguments: [
      ("{\"multipleOf\": 0.01}", "19.99", true), ("{\"multipleOf\": 0.01}", "19.999", false),
      ("{\"maximum\": 9007199254740992}", "9007199254740993", false), ("{\"const\": 1}", "1.0", true),
      ("{\"type\": \"integer\"}", "1e2", true), ("{\"type\": \"integer\"}", "1e-2", false),
      ("{\"exclusiveMaximum\": 1e400}", "1e399", true), ("{\"enum\": [0.1]}", "0.10000000000000000001", false),
    ])
  func exactNumbers(row: (String, String, Bool)) throws {
    #expect(try compile(row.0).accepts(try JSONParser.parse(row.1)) == row.2)
  }

  @Test("a schema that refers to itself without an end is refused and not followed")
  func endless() throws {
    let schema = try compile("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"}, \"b\": {\"$ref\": \"#/$defs/a\"}}}")
    #expect(schema.validate(1).first?.message == "the schema refers to itself without an end")
  }

  @Test("recursive schemas follow the instance")
  func recursive() throws {
    let schema = try compile(
      "{\"properties\": {\"next\": {\"$ref\": \"#\"}, \"value\": {\"type\": \"integer\"}}, \"required\": [\"value\"]}")
    #expect(schema.accepts(["value": 1, "next": ["value": 2, "next": ["value": 3]]]))
    #expect(schema.validate(["value": 1, "next": ["value": 2, "next": [:]]]).first?.instance.description == "/next/next")
  }

  @Test("the OpenAPI 3.0 dialect knows nullable and boolean exclusive limits")
  func openAPI30() throws {
    let schema = try compile("{\"type\": \"number\", \"nullable\": true, \"minimum\": 1, \"exclusiveMinimum\": true}", dialect: .openAPI30)
    #expect(schema.accepts(nil))
    #expect(schema.accepts(2))
    #expect(!schema.accepts(1))
    #expect(!schema.accepts("1"))
  }

  @Test("formats are assertions only on demand")
  func formats() throws {
    let text = "{\"format\": \"uuid\"}"
    #expect(try compile(text).accepts("nothing of the kind"))
    #expect(try !compile(text, formats: true).accepts("nothing of the kind"))
    #expect(try compile(text, formats: true).accepts("01234567-89ab-cdef-0123-456789abcdef"))
  }

  @Test(
    "a wrong schema is refused with its place",
    arguments: [
      ("{\"type\": \"strin\"}", "/type"), ("{\"properties\": {\"a\": 7}}", "/properties/a"), ("{\"pattern\": \"(\"}", "/pattern"),
      ("{\"$ref\": \"#/$defs/none\"}", "/$ref"), ("{\"$ref\": \"other.json\"}", "/$ref"), ("{\"minLength\": -1}", "/minLength"),
      ("{\"allOf\": []}", "/allOf"), ("{\"multipleOf\": 0}", "/multipleOf"), ("{\"required\": [1]}", "/required"), ("[]", ""),
    ])
  func wrongSchemas(row: (String, String)) throws {
    let error = #expect(throws: SchemaError.self) { try compile(row.0) }
    #expect(error?.location.pointer.description == row.1)
  }
}
