import JSONDocument
import JSONSchema
import OpenAPI
import Testing

/// Schemas of the tables against each other: what is silent must not be contradicted by any instance.
///
/// Conditions are left out: what only they demand isn't described, so that it doesn't count as sent.
struct SoundnessTests {
  private static let schemas: [String] = {
    let pairs = SchemaPair.narrowed.map(\.0) + SchemaPair.equivalent + SchemaPair.compatible
    let plain = pairs.filter { $0.components.isEmpty && $0.versions == ("3.1.0", "3.1.0") }
    return Array(Set(plain.flatMap { [$0.base, $0.revision] })).filter { !$0.contains("\"if\"") }.sorted()
  }()

  @Test("No instance of the base contradicts a silent comparison, and every witness is one", arguments: schemas.indices)
  func sound(index: Int) throws {
    let base = Self.schemas[index]
    let old = try ComparisonSamples.request(base)
    let sender = try old.schema(at: ComparisonSamples.schema)
    var generator = InstanceGenerator(sender, seed: 7)
    let instances = (0..<30).compactMap { _ in try? generator.next() }
    var undecided = 0
    // Every seventh, each time another seventh: all pairs would take a minute.
    for position in stride(from: index % 7, to: Self.schemas.count, by: 7) {
      let revision = Self.schemas[position]
      let new = try ComparisonSamples.request(revision)
      let reader = try new.schema(at: ComparisonSamples.schema)
      let changes = DocumentComparison(base: old, revision: new).changes()
      let breaking = changes.filter { $0.severity == .error }
      undecided += changes.contains { $0.kind == .undecided } ? 1 : 0
      for change in breaking {
        let witness = try #require(change.witness)
        #expect(sender.accepts(witness) && !reader.accepts(witness), "\(base) → \(revision): \(witness)")
      }
      if !changes.contains(where: { $0.severity == .error || $0.kind == .undecided }) {
        let contradiction = instances.first { !reader.accepts($0) }
        #expect(contradiction == nil, "\(base) → \(revision): \(contradiction ?? .null)")
      } else if breaking.isEmpty {
        #expect(instances.allSatisfy { reader.accepts($0) }, "\(base) → \(revision) is undecided, and a random instance decides it")
      }
    }
    #expect(undecided <= 2, "\(base)")
  }
}
