import JSONDocument
import JSONSchema
import Testing

@Suite struct InstanceGeneratorTests {
  @Test("hands out valid instances, one after the other", arguments: GenerationSamples.all)
  func valid(text: String) throws {
    let schema = try GenerationSamples.compiled(text)
    for seed in 0..<6 {
      var generator = InstanceGenerator(schema, seed: UInt64(seed), ambiguity: .settled)
      for _ in 0..<20 {
        let instance = try generator.next()
        let errors = schema.validate(instance)
        let isSettled = Ambiguity.settled.permits(instance)
        #expect(errors.isEmpty, "\(instance)")
        #expect(isSettled, "\(instance)")
      }
    }
  }

  @Test("gives the same bytes for the same seed, whatever was asked before", arguments: GenerationSamples.all)
  func deterministic(text: String) throws {
    func instances(_ warm: Bool) throws -> [String] {
      let schema = try GenerationSamples.compiled(text)
      if warm {
        var other = InstanceGenerator(schema, seed: 99)
        for _ in 0..<10 { _ = try other.next() }
      }
      var generator = InstanceGenerator(schema, seed: 5)
      return try (0..<12).map { _ in try generator.next().serialized() }
    }
    let cold = try instances(false)
    let warm = try instances(true)
    #expect(cold == warm)
  }

  @Test("leaves out what only responses carry, also where it is required")
  func readOnly() throws {
    let text =
      #"{"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "string", "readOnly": true}, "name": {"type": "string"}}}"#
    let schema = try GenerationSamples.compiled(text)
    var generator = InstanceGenerator(schema, seed: 1, omitsReadOnly: true)
    for _ in 0..<10 {
      let instance = try generator.next()
      #expect(instance.object?.keys == ["name"])
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

  @Test("says so when there is no instance, and does so soon", arguments: GenerationSamples.impossible)
  func impossible(text: String) throws {
    let schema = try GenerationSamples.compiled(text)
    var generator = InstanceGenerator(schema, seed: 1)
    #expect(throws: GenerationError.self) { try generator.next() }
  }
}
