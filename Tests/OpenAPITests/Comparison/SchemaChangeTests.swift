import JSONDocument
import JSONSchema
import OpenAPI
import Testing

struct SchemaChangeTests {
  private func compare(_ base: OpenAPIDocument, _ revision: OpenAPIDocument) -> [Change] {
    DocumentComparison(base: base, revision: revision).changes()
  }

  /// The witness is one that the one validator takes and the other refuses.
  private func check(_ change: Change, sender: OpenAPIDocument, reader: OpenAPIDocument) throws {
    let witness = try #require(change.witness, "\(change.message)")
    #expect(try sender.schema(at: ComparisonSamples.schema).accepts(witness), "\(witness)")
    #expect(!(try reader.schema(at: ComparisonSamples.schema).accepts(witness)), "\(witness)")
  }

  @Test("What is narrowed breaks requests, with a witness, and not responses", arguments: SchemaPair.narrowed.map(\.0))
  func narrowedRequests(pair: SchemaPair) throws {
    let base = try ComparisonSamples.request(pair.base, components: pair.components)
    let revision = try ComparisonSamples.request(pair.revision, components: pair.components)
    let changes = compare(base, revision)
    let expected = try #require(pair.request)
    #expect(changes.map(\.kind) == [expected], "\(changes.map(\.message))")
    for change in changes { try check(change, sender: base, reader: revision) }
    let old = try ComparisonSamples.response(pair.base, components: pair.components)
    let new = try ComparisonSamples.response(pair.revision, components: pair.components)
    #expect(compare(old, new).filter { $0.severity != .note }.isEmpty)
  }

  @Test("What is widened breaks responses, with a witness, and not requests", arguments: SchemaPair.narrowed.indices)
  func widenedResponses(index: Int) throws {
    let (pair, expected) = SchemaPair.narrowed[index]
    let base = try ComparisonSamples.response(pair.revision, components: pair.components)
    let revision = try ComparisonSamples.response(pair.base, components: pair.components)
    let changes = compare(base, revision)
    #expect(changes.map(\.kind) == [expected], "\(pair.name): \(changes.map(\.message))")
    for change in changes { try check(change, sender: revision, reader: base) }
    let old = try ComparisonSamples.request(pair.revision, components: pair.components)
    let new = try ComparisonSamples.request(pair.base, components: pair.components)
    #expect(compare(old, new).filter { $0.severity != .note }.isEmpty, "\(pair.name)")
  }

  @Test("Another spelling of the same meaning is silent, both ways, in requests and responses", arguments: SchemaPair.equivalent)
  func equivalent(pair: SchemaPair) throws {
    for (first, second) in [(pair.base, pair.revision), (pair.revision, pair.base)] {
      let versions = first == pair.base ? pair.versions : (pair.versions.1, pair.versions.0)
      let requests = compare(
        try ComparisonSamples.request(first, version: versions.0, components: pair.components),
        try ComparisonSamples.request(second, version: versions.1, components: pair.components))
      #expect(requests.isEmpty, "\(requests.map(\.message))")
      let responses = compare(
        try ComparisonSamples.response(first, version: versions.0, components: pair.components),
        try ComparisonSamples.response(second, version: versions.1, components: pair.components))
      #expect(responses.isEmpty, "\(responses.map(\.message))")
    }
  }

  @Test("A new optional property of an open object breaks nobody", arguments: SchemaPair.compatible)
  func compatible(pair: SchemaPair) throws {
    #expect(compare(try ComparisonSamples.request(pair.base), try ComparisonSamples.request(pair.revision)).isEmpty)
    #expect(compare(try ComparisonSamples.response(pair.base), try ComparisonSamples.response(pair.revision)).isEmpty)
  }
}
