import JSONDocument
import JSONSchema
import Testing

/// What holds for the boundary and invalid cases of every schema.
@Suite struct CaseTests {
  private static func base(_ schema: CompiledSchema, _ seed: UInt64) throws -> JSONValue {
    var generator = InstanceGenerator(schema, seed: seed, ambiguity: .settled)
    return try generator.full()
  }

  @Test("every boundary case is valid", arguments: GenerationSamples.all)
  func boundaries(text: String) throws {
    let schema = try GenerationSamples.compiled(text)
    let base = try Self.base(schema, 3)
    for seed in 0..<4 {
      for found in BoundaryCases.of(schema, base: base, seed: UInt64(seed), limit: 150) {
        let isValid = schema.accepts(found.value)
        #expect(isValid, "\(found.label): \(found.value)")
      }
    }
  }

  @Test("every invalid case breaks one keyword at one place", arguments: GenerationSamples.all)
  func invalid(text: String) throws {
    let schema = try GenerationSamples.compiled(text)
    let base = try Self.base(schema, 3)
    for seed in 0..<4 {
      for found in InvalidCases.of(schema, base: base, seed: UInt64(seed), limit: 150) {
        let isValid = schema.accepts(found.value)
        let isOne = InvalidCases.isolates(found.keyword, at: found.place, found.value, schema)
        #expect(!isValid && isOne, "\(found.label): \(found.value)")
      }
    }
  }

  @Test("labels and places are the same for every seed, and everything is for the same seed", arguments: GenerationSamples.all)
  func stable(text: String) throws {
    let schema = try GenerationSamples.compiled(text)
    let base = try Self.base(schema, 3)
    func labels(_ seed: UInt64) -> [[String]] {
      let cases = [BoundaryCases.of(schema, base: base, seed: seed, limit: 60), InvalidCases.of(schema, base: base, seed: seed, limit: 60)]
      return cases.map { $0.map { "\($0.place) \($0.label) \($0.keyword)" } }
    }
    let first = labels(1)
    for seed in 2..<6 { #expect(labels(UInt64(seed)) == first) }
    let once = BoundaryCases.of(schema, base: base, seed: 1, limit: 60)
    let twice = BoundaryCases.of(schema, base: base, seed: 1, limit: 60)
    #expect(once == twice)
  }

  @Test("shrinking keeps an invalid case invalid for the same reason, and ends", arguments: GenerationSamples.all)
  func shrinking(text: String) throws {
    let schema = try GenerationSamples.compiled(text)
    let shrinker = InstanceShrinker()
    for found in InvalidCases.of(schema, base: try Self.base(schema, 3), seed: 1, limit: 12) {
      let small = shrinker.smallest(from: found.value, tries: 300) { InvalidCases.isolates(found.keyword, at: found.place, $0, schema) }
      let isOne = InvalidCases.isolates(found.keyword, at: found.place, small, schema)
      let isSmaller = InstanceShrinker.weight(of: small) <= InstanceShrinker.weight(of: found.value)
      #expect(isOne && isSmaller, "\(found.label): \(small)")
    }
  }
}
