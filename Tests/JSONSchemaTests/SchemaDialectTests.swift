import JSONDocument
import JSONSchema
import Testing

/// What differs between the dialects; the official suite (`ci/conformance`) covers each of them as a whole.
@Suite struct SchemaDialectTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let dialect: SchemaDialect
    let schema: String
    let instance: String
    let isValid: Bool

    init(_ dialect: SchemaDialect, _ schema: String, _ instance: String, _ isValid: Bool) {
      (self.dialect, self.schema, self.instance, self.isValid) = (dialect, schema, instance, isValid)
    }

    var testDescription: String { "\(dialect.name): \(schema) with \(instance)" }
  }

  @Test(
    "a keyword means what its dialect says",
    arguments: [
      Row(.draft4, "{\"type\": \"integer\"}", "1.0", false),
      Row(.draft6, "{\"type\": \"integer\"}", "1.0", true),
      Row(.draft4, "{\"minimum\": 1, \"exclusiveMinimum\": true}", "1", false),
      Row(.draft4, "{\"const\": 1}", "2", true),
      Row(.draft6, "{\"const\": 1}", "2", false),
      Row(.draft6, "{\"if\": true, \"then\": false}", "1", true),
      Row(.draft7, "{\"if\": true, \"then\": false}", "1", false),
      Row(.draft7, "{\"items\": [true], \"additionalItems\": false}", "[1, 2]", false),
      Row(.draft202012, "{\"items\": true, \"additionalItems\": false}", "[1, 2]", true),
      Row(.draft201909, "{\"prefixItems\": [false]}", "[1]", true),
      Row(.draft202012, "{\"prefixItems\": [false]}", "[1]", false),
      Row(.draft7, "{\"$ref\": \"#/definitions/a\", \"maximum\": 1, \"definitions\": {\"a\": true}}", "2", true),
      Row(.draft201909, "{\"$ref\": \"#/$defs/a\", \"maximum\": 1, \"$defs\": {\"a\": true}}", "2", false),
      Row(.draft7, "{\"dependencies\": {\"a\": [\"b\"]}}", "{\"a\": 1}", false),
      Row(.draft7, "{\"contains\": true, \"minContains\": 2}", "[1]", true),
      Row(.draft201909, "{\"contains\": true, \"minContains\": 2}", "[1]", false),
      Row(.draft201909, "{\"contains\": true, \"unevaluatedItems\": false}", "[1]", false),
      Row(.draft202012, "{\"contains\": true, \"unevaluatedItems\": false}", "[1]", true),
      Row(.openAPI30, "{\"type\": \"string\", \"nullable\": true}", "null", true),
      Row(.draft4, "{\"type\": \"string\", \"nullable\": true}", "null", false),
    ])
  func meaning(_ row: Row) throws {
    let schema = try CompiledSchema(try JSONParser.parse(row.schema), dialect: row.dialect)
    let instance = try JSONParser.parse(row.instance)
    #expect(schema.accepts(instance) == row.isValid)
    #expect(schema.validate(instance).isEmpty == row.isValid)
  }

  @Test("a resource is of the dialect that its $schema names, whatever surrounds it")
  func crossDraft() throws {
    var store = SchemaStore(dialect: .draft202012)
    store.add(["$schema": "http://json-schema.org/draft-07/schema#", "items": [["type": "string"]]], uri: "urn:old")
    store.add(["$ref": "urn:old"], uri: "urn:new")
    let schema = try store.compile(SchemaLocation(document: "urn:new"))
    #expect(!schema.accepts([1]))
    #expect(schema.accepts(["text"]))
  }

  @Test("a schema that demands an unknown vocabulary is refused")
  func unknownVocabulary() throws {
    var store = SchemaStore()
    let newest: JSONValue = "https://json-schema.org/draft/2020-12/schema"
    store.add(["$schema": newest, "$vocabulary": ["https://example.com/vocab/colour": true]], uri: "https://example.com/meta")
    store.add(["$schema": "https://example.com/meta"], uri: "urn:test")
    let error = try #require(throws: SchemaError.self) { try store.compile(SchemaLocation(document: "urn:test")) }
    #expect(error.reason.contains("https://example.com/vocab/colour"))
  }

  @Test("a vocabulary that a metaschema leaves out switches its keywords off")
  func leftOutVocabulary() throws {
    var store = SchemaStore()
    let newest: JSONValue = "https://json-schema.org/draft/2020-12/schema"
    let applicator: JSONObject = ["https://json-schema.org/draft/2020-12/vocab/applicator": true]
    store.add(["$schema": newest, "$vocabulary": .object(applicator)], uri: "https://example.com/meta")
    store.add(["$schema": "https://example.com/meta", "maximum": 1, "properties": ["a": false]], uri: "urn:test")
    let schema = try store.compile(SchemaLocation(document: "urn:test"))
    #expect(schema.accepts(2))
    #expect(!schema.accepts(["a": 1]))
  }

  @Test("content is checked only on demand")
  func content() throws {
    let text: JSONValue = ["contentEncoding": "base64", "contentMediaType": "application/json"]
    for asserts in [false, true] {
      var store = SchemaStore(assertsContent: asserts)
      store.add(text, uri: "urn:test")
      let schema = try store.compile(SchemaLocation(document: "urn:test"))
      #expect(schema.accepts("e30="))
      #expect(schema.accepts("ezp9") == !asserts)
    }
  }
}
