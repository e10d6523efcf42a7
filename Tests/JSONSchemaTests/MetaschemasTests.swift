import JSONDocument
import JSONSchema
import Testing

@Suite struct MetaschemasTests {
  private func metaschema(_ dialect: SchemaDialect) throws -> CompiledSchema {
    try CompiledSchema(["$ref": .string(try #require(dialect.metaschemaURI) + "#")], dialect: dialect)
  }

  @Test("a metaschema resolves without a network and describes itself", arguments: SchemaDialect.published)
  func describesItself(_ dialect: SchemaDialect) throws {
    let document = try #require(Metaschemas.document(of: dialect))
    #expect(try metaschema(dialect).validate(document) == [])
  }

  @Test("a metaschema finds what is wrong with a schema, wherever it stands", arguments: SchemaDialect.published)
  func findsMistakes(_ dialect: SchemaDialect) throws {
    let schema = try metaschema(dialect)
    #expect(schema.accepts(["type": "object", "properties": ["a": ["minLength": 1]], "required": ["a"]]))
    for wrong: JSONValue in [
      ["type": "text"], ["minLength": -1], ["properties": ["a": ["maxItems": "2"]]], ["allOf": []], ["required": ["a", "a"]],
      ["not": ["multipleOf": 0]], ["additionalProperties": ["pattern": 1]], ["items": ["uniqueItems": 1]],
    ] {
      #expect(!schema.accepts(wrong), "\(wrong)")
    }
  }

  @Test("OpenAPI 3.0 has no metaschema of its own")
  func openAPI() { #expect(Metaschemas.document(of: .openAPI30) == nil) }
}
