import JSONDocument

/// The documents that schemas may refer to, by URI. Nothing is ever fetched.
public struct SchemaStore: Sendable {
  private(set) var documents: [String: JSONValue] = [:]
  public let dialect: SchemaDialect
  /// Whether `format` is an assertion and not only an annotation.
  public let assertsFormat: Bool

  public init(dialect: SchemaDialect = .draft202012, assertsFormat: Bool = false) {
    (self.dialect, self.assertsFormat) = (dialect, assertsFormat)
  }

  public mutating func add(_ document: JSONValue, uri: String) { documents[uri] = document }

  /// Compiles the schema at a place of a registered document, with everything that it refers to.
  /// - Parameter roots: places of schemas whose identifiers and anchors others may refer to; the compiled one is always included.
  public func compile(_ location: SchemaLocation, roots: [SchemaLocation] = []) throws(SchemaError) -> CompiledSchema {
    var compiler = SchemaCompiler(store: self)
    for root in roots + documents.keys.sorted().map({ SchemaLocation(document: $0) }) { compiler.index.scan(root) }
    compiler.index.scan(location)
    let root = try compiler.node(at: location)
    return CompiledSchema(program: compiler.finish(), root: root)
  }
}
