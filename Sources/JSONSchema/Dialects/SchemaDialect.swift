/// What the keywords of a schema mean.
///
/// A dialect is a draft with the vocabularies that are switched on. A schema resource names its own by `$schema`, so that one
/// compiled schema can be made of several.
public struct SchemaDialect: Sendable, Hashable {
  public let name: String
  let draft: SchemaDraft
  var vocabularies: Set<SchemaVocabulary>
  /// What a metaschema demands and nobody here knows; a schema that needs it is refused.
  var unknownVocabulary: String?

  private init(_ name: String, _ draft: SchemaDraft) {
    (self.name, self.draft) = (name, draft)
    vocabularies = Set(SchemaVocabulary.allCases).subtracting([.formatAssertion])
  }

  /// JSON Schema 2020-12, which is also the dialect of OpenAPI 3.1.
  public static let draft202012 = SchemaDialect("2020-12", .year2020)
  public static let draft201909 = SchemaDialect("2019-09", .year2019)
  public static let draft7 = SchemaDialect("draft 7", .seven)
  public static let draft6 = SchemaDialect("draft 6", .six)
  public static let draft4 = SchemaDialect("draft 4", .four)
  /// The dialect of OpenAPI 3.0: draft 4 with `nullable` and without identifiers.
  public static let openAPI30 = SchemaDialect("OpenAPI 3.0", .openAPI30)

  /// The dialects of JSON Schema itself, the newest first.
  public static let published: [SchemaDialect] = [.draft202012, .draft201909, .draft7, .draft6, .draft4]

  /// The URI that `$schema` gives for this dialect, without a fragment; nil for OpenAPI 3.0, which has none.
  public var metaschemaURI: String? { draft.metaschemaURI }

  /// The dialect that `$schema` names by one of the published URIs.
  public init?(metaschemaURI uri: String) {
    let wanted = URIReference(uri).withoutFragment
    guard let known = Self.published.first(where: { $0.metaschemaURI == wanted }) else { return nil }
    self = known
  }

  /// `$ref` makes its siblings meaningless, as before 2019-09.
  var referenceHidesSiblings: Bool { draft < .year2019 }
  /// `exclusiveMinimum` and `exclusiveMaximum` are booleans that belong to `minimum` and `maximum`.
  var hasBooleanExclusion: Bool { draft <= .four }
  /// `nullable: true` adds null to `type`.
  var hasNullable: Bool { draft == .openAPI30 }
  /// `1.0` is no integer.
  var integerNeedsPlainText: Bool { draft == .four }
  /// `contains` counts as having looked at the items that fit.
  var containsEvaluates: Bool { draft >= .year2020 }
  /// Identifiers of the form `#name` are anchors.
  var identifierNamesAnchors: Bool { draft < .year2019 }

  /// The keyword that gives a resource its URI; nil where there is none.
  var identifier: String? {
    switch draft {
    case .openAPI30: nil
    case .four: "id"
    default: "$id"
    }
  }

  /// Whether a keyword of some draft means anything in this one.
  func knows(_ keyword: String) -> Bool {
    guard let life = SchemaDraft.lives[keyword] else { return true }
    return life.contains(draft)
  }
}
