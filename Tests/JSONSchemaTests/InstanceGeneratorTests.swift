import JSONDocument
import JSONSchema
import Testing

@Suite struct InstanceGeneratorTests {
  private static let schemas = [
    "{}", "true", "{\"type\": \"null\"}", "{\"type\": [\"boolean\", \"integer\"]}", "{\"enum\": [1, \"a\", null]}",
    "{\"const\": {\"a\": [1]}}",
    "{\"type\": \"integer\", \"minimum\": 3, \"exclusiveMaximum\": 5}", "{\"type\": \"integer\", \"multipleOf\": 7, \"minimum\": 50}",
    "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 1}",
    "{\"type\": \"number\", \"multipleOf\": 0.01, \"minimum\": 0.5}",
    "{\"type\": \"string\", \"minLength\": 3, \"maxLength\": 5}", "{\"type\": \"string\", \"pattern\": \"^[0-9a-f]{64}$\"}",
    "{\"type\": \"string\", \"pattern\": \"^[a-z][a-z0-9-]*$\", \"minLength\": 20, \"maxLength\": 30}",
    "{\"type\": \"string\", \"pattern\": \"^(?=.*[0-9])[a-z0-9]{4,8}$\"}", "{\"type\": \"string\", \"format\": \"uuid\"}",
    "{\"type\": \"string\", \"format\": \"date-time\"}", "{\"type\": \"string\", \"format\": \"email\"}",
    "{\"type\": \"string\", \"format\": \"uri\"}",
    "{\"type\": \"array\", \"items\": {\"type\": \"integer\", \"minimum\": 1, \"maximum\": 4}, \"uniqueItems\": true, \"minItems\": 4}",
    "{\"type\": \"array\", \"prefixItems\": [{\"type\": \"string\"}, {\"type\": \"integer\"}], \"items\": false, \"minItems\": 2}",
    "{\"type\": \"array\", \"contains\": {\"const\": 5}, \"minContains\": 2}",
    "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\"}, \"b\": {\"type\": \"integer\"}}, \"additionalProperties\": false}",
    "{\"type\": \"object\", \"minProperties\": 3, \"additionalProperties\": {\"type\": \"boolean\"}}",
    "{\"type\": \"object\", \"patternProperties\": {\"^x-[a-z]+$\": {\"type\": \"integer\"}}, \"additionalProperties\": false, \"minProperties\": 2}",
    "{\"type\": \"object\", \"required\": [\"x\"], \"propertyNames\": {\"maxLength\": 2}}",
    "{\"allOf\": [{\"type\": \"object\", \"required\": [\"a\"]}, {\"properties\": {\"a\": {\"type\": \"integer\"}}}, {\"properties\": {\"a\": {\"minimum\": 9}}}]}",
    "{\"oneOf\": [{\"type\": \"string\", \"maxLength\": 2}, {\"type\": \"string\", \"minLength\": 5}]}",
    "{\"anyOf\": [false, {\"type\": \"integer\"}]}", "{\"not\": {\"type\": \"string\"}, \"type\": [\"string\", \"integer\"]}",
    "{\"type\": \"object\", \"properties\": {\"kind\": {\"enum\": [\"a\", \"b\"]}}, \"required\": [\"kind\"], \"if\": {\"properties\": {\"kind\": {\"const\": \"a\"}}}, \"then\": {\"required\": [\"left\"]}, \"else\": {\"required\": [\"right\"]}}",
    "{\"$ref\": \"#/$defs/tree\", \"$defs\": {\"tree\": {\"type\": \"object\", \"required\": [\"value\"], \"properties\": {\"value\": {\"type\": \"integer\"}, \"children\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/tree\"}}}}}}",
    "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\"}}, \"unevaluatedProperties\": false, \"allOf\": [{\"properties\": {\"b\": {\"type\": \"string\"}}}]}",
    "{\"type\": \"object\", \"dependentRequired\": {\"a\": [\"b\"]}, \"properties\": {\"a\": {}, \"b\": {}}}",
  ]

  @Test("hands out valid instances, one after the other", arguments: schemas)
  func valid(text: String) throws {
    let schema = try CompiledSchema(try JSONParser.parse(text), assertsFormat: true)
    var generator = InstanceGenerator(schema, seed: 7)
    for _ in 0..<40 {
      let instance = try generator.next()
      #expect(schema.validate(instance).isEmpty)
    }
  }

  @Test("the same seed gives the same instances, another seed gives others")
  func seeds() throws {
    let text = "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\", \"minLength\": 8}}}"
    let schema = try CompiledSchema(try JSONParser.parse(text))
    func instances(_ seed: UInt64) throws -> [String] {
      var generator = InstanceGenerator(schema, seed: seed)
      return try (0..<10).map { _ in try generator.next().serialized() }
    }
    #expect(try instances(1) == instances(1))
    #expect(try instances(1) != instances(2))
  }

  @Test("begins with the plainest, then everything, then the limits")
  func order() throws {
    let text =
      "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"integer\", \"minimum\": -5, \"maximum\": 9}, \"b\": {\"type\": \"boolean\"}}}"
    var generator = InstanceGenerator(try CompiledSchema(try JSONParser.parse(text)), seed: 1)
    #expect(try generator.next() == ["a": 1])
    #expect(try generator.next() == ["a": 1, "b": true])
    #expect(try generator.next() == ["a": -5])
    #expect(try generator.next() == ["a": 9, "b": true])
  }

  @Test(
    "says so when there is no instance", arguments: ["false", "{\"type\": \"integer\", \"minimum\": 2, \"maximum\": 1}", "{\"enum\": []}"])
  func impossible(text: String) throws {
    var generator = InstanceGenerator(try CompiledSchema(try JSONParser.parse(text)), seed: 1)
    #expect(throws: GenerationError.self) { try generator.next() }
  }
}
