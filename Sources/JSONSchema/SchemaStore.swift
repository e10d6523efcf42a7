import JSONDocument

/// The documents that schemas may refer to, by URI. Nothing is ever fetched.
public struct SchemaStore: Sendable {
  private(set) var documents: [String: JSONValue] = [:]
  public let dialect: SchemaDialect
  /// Whether `format` is an assertion and not only an annotation.
  public let assertsFormat: Bool
  /// Whether `contentEncoding` and `contentMediaType` are assertions and not only annotations.
  public let assertsContent: Bool

  public init(dialect: SchemaDialect = .draft202012, assertsFormat: Bool = false, assertsContent: Bool = false) {
    (self.dialect, self.assertsFormat, self.assertsContent) = (dialect, assertsFormat, assertsContent)
  }

  public mutating func add(_ document: JSONValue, uri: String) { documents[uri] = document }

  /// Compiles the schema at a place of a registered document, with everything that it refers to.
  /// - Parameter roots: places of schemas whose identifiers and anchors others may refer to; the compiled one is always included.
  public func compile(_ location: SchemaLocation, roots: [SchemaLocation] = []) throws(SchemaError) -> CompiledSchema {
    var compiler = SchemaCompiler(store: self)
    for root in roots + documents.keys.sorted().map({ SchemaLocation(document: $0) }) { compiler.index.scan(root) }
    compiler.index.scan(location)
    let root = try compiler.compile(location)
    return CompiledSchema(program: compiler.program, root: root)
  }

  /// Compiles many schemas of registered documents at once; what they share is compiled once.
  public func compile(
    _ locations: [SchemaLocation], roots: [SchemaLocation] = []
  ) -> [SchemaLocation: Result<CompiledSchema, SchemaError>] {
    var compiler = SchemaCompiler(store: self)
    for root in roots + documents.keys.sorted().map({ SchemaLocation(document: $0) }) { compiler.index.scan(root) }
    var nodes: [SchemaLocation: Result<Int, SchemaError>] = [:]
    for location in locations {
      compiler.index.scan(location)
      do throws(SchemaError) {
        nodes[location] = .success(try compiler.compile(location))
      } catch {
        nodes[location] = .failure(error)
      }
    }
    let program = compiler.program
    return nodes.mapValues { result in result.map { CompiledSchema(program: program, root: $0) } }
  }
}
