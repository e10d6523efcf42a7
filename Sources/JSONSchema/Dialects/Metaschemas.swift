import JSONDocument

/// The published metaschemas, made from the tables of keywords, so that a reference to one resolves without a network.
public enum Metaschemas {
  /// The metaschema, or the metaschema of a vocabulary, that a URI without a fragment names; nil for any other URI.
  public static func document(_ uri: String) -> JSONValue? { documents[uri] }

  /// The metaschema of a dialect; nil for OpenAPI 3.0, which has none.
  public static func document(of dialect: SchemaDialect) -> JSONValue? { dialect.metaschemaURI.flatMap { documents[$0] } }

  private static let documents: [String: JSONValue] = {
    var documents: [String: JSONValue] = [:]
    for dialect in [SchemaDialect.draft4, .draft6, .draft7] {
      if let uri = dialect.metaschemaURI { documents[uri] = ClassicMetaschema(draft: dialect.draft).document }
    }
    for dialect in [SchemaDialect.draft201909, .draft202012] {
      documents.merge(VocabularyMetaschemas(draft: dialect.draft).documents) { $1 }
    }
    return documents
  }()
}
