import JSONDocument
import JSONSchema

/// An OpenAPI document, 3.1 or 3.0, with its references resolved and the line of everything it says.
public struct OpenAPIDocument: Sendable {
  public let source: DocumentSource
  /// As the document states it: `3.1.0`, or `2.0` where it was converted.
  public let version: String
  /// In the order of the document.
  public let operations: [Operation]
  public let securitySchemes: [String: SecurityScheme]
  /// Those of the document as a whole; operations may have their own.
  public let servers: [Server]
  /// What is wrong among the operations; references have their own list, ``brokenReferences()``.
  public let problems: [DocumentProblem]
  private let store: SchemaStore
  private let schemaRoots: [SchemaLocation]

  /// Under which the schemas of the document are compiled.
  static let uri = "urn:openapi"

  /// Parses and reads a document, JSON or YAML.
  /// - Parameters:
  ///   - path: names the file in messages; what references are relative to.
  ///   - read: reads another file of the repository by its path from the root; it is never asked for a path that leads out. Nil where
  ///     references to other files aren't followed.
  /// - Throws: ``DocumentError`` for the first thing that is wrong.
  public init(
    _ bytes: [UInt8], path: String, limits: DocumentLimits = DocumentLimits(), reading read: ((String) throws -> [UInt8])? = nil
  ) throws(DocumentError) {
    try self.init(DocumentSource(bytes, path: path, limits: limits, reading: read))
  }

  /// Parses and reads a document, whose references to other files, and to other hosts where that is allowed, are followed.
  /// - Throws: ``DocumentError`` for the first thing that is wrong.
  public init(
    _ bytes: [UInt8], path: String, limits: DocumentLimits = DocumentLimits(), resolver: DocumentResolver
  ) async throws(DocumentError) {
    try self.init(await DocumentSource(bytes, path: path, limits: limits, resolver: resolver))
  }

  public init(_ source: DocumentSource) throws(DocumentError) {
    self.source = source
    let root = DocumentNode(source: source, value: source.root, pointer: .root)
    guard root.value.object != nil else { throw root.fail("an OpenAPI document is an object, not \(root.value.kind.rawValue)") }
    let version = try Self.version(of: root)
    self.version = version
    securitySchemes = try SecuritySchemeReader.schemes(of: root)
    servers = try ServerReader.servers(of: root) ?? []
    operations = try OperationReader(schemes: securitySchemes, servers: servers, version: version).operations(of: root)
    problems = ProblemFinder(operations: operations).problems()
    var store = SchemaStore(dialect: try Self.dialect(of: root, version: version), assertsFormat: true)
    store.add(source.root, uri: Self.uri)
    self.store = store
    schemaRoots = Self.schemaRoots(of: source).map { SchemaLocation(document: Self.uri, pointer: $0) }
  }

  private static func version(of root: DocumentNode) throws(DocumentError) -> String {
    if let version = root.value["swagger"]?.string {
      guard version == "2.0" else {
        throw root.source.fail("Swagger \(version) is not supported, only 2.0", at: JSONPointer(tokens: ["swagger"]))
      }
      return version
    }
    guard let version = root.value["openapi"]?.string else {
      throw root.fail("neither openapi: 3.x.x nor swagger: '2.0' stands here, so this is no OpenAPI document")
    }
    guard ["3.0.", "3.1.", "3.2."].contains(where: version.hasPrefix) else {
      throw root.source.fail("OpenAPI \(version) is not supported, only 2.0, 3.0, 3.1 and 3.2", at: JSONPointer(tokens: ["openapi"]))
    }
    return version
  }

  /// What the keywords of schemas mean where they don't say it themselves by `$schema`.
  private static func dialect(of root: DocumentNode, version: String) throws(DocumentError) -> SchemaDialect {
    if version == "2.0" || version.hasPrefix("3.0.") { return .openAPI30 }
    guard let uri = try root.string("jsonSchemaDialect") else { return .draft202012 }
    // OpenAPI's own dialects are 2020-12 with keywords that assert nothing.
    if uri.hasPrefix("https://spec.openapis.org/oas/3.") { return .draft202012 }
    guard let dialect = SchemaDialect(metaschemaURI: uri) else {
      throw root.source.fail("the dialect \(uri) is not known", at: JSONPointer(tokens: ["jsonSchemaDialect"]))
    }
    return dialect
  }

  /// Places of schemas whose identifiers others may refer to.
  private static func schemaRoots(of source: DocumentSource) -> [JSONPointer] {
    let names = source.root["components"]?["schemas"]?.object?.keys ?? []
    let files = 0..<(source.files.count - 1)
    let places = names.map { ["components", "schemas", $0] } + files.map { [DocumentBundle.externalMember, String($0)] }
    return places.map { JSONPointer(tokens: $0) }
  }

  public var path: String { source.path }

  /// The path of the first server, without a slash at the end; most often empty.
  public var basePath: String { servers.first?.basePath ?? "" }

  public func line(of pointer: JSONPointer) -> Int { source.line(of: pointer) }

  /// File and line of what a pointer names, or of its nearest parent.
  public func location(of pointer: JSONPointer) -> (path: String, line: Int) { (source.path(of: pointer), source.line(of: pointer)) }

  /// Follows `$ref` from the place until there is none; the last place that exists where a reference leads to nothing or in a circle.
  public func resolve(_ pointer: JSONPointer) -> JSONPointer {
    var place = pointer
    var seen: Set<JSONPointer> = [place]
    while let reference = source.root[place]?["$ref"]?.string, let hash = reference.firstIndex(of: "#"),
      hash == reference.startIndex || reference[..<hash] == Self.uri,
      let target = JSONPointer(fragment: String(reference[reference.index(after: hash)...])), source.root[target] != nil,
      seen.insert(target).inserted
    {
      place = target
    }
    return place
  }

  /// Compiles the schema at a place of the document.
  public func schema(at pointer: JSONPointer) throws(DocumentError) -> CompiledSchema {
    do throws(SchemaError) {
      return try store.compile(SchemaLocation(document: Self.uri, pointer: pointer), roots: schemaRoots)
    } catch {
      throw source.fail(error.reason, at: error.location.pointer)
    }
  }

  /// Compiles many schemas at once; what they share is compiled once.
  /// - Parameter direction: which way the messages go that they are for; without, they are compiled as they stand.
  public func schemas(
    at pointers: [JSONPointer], for direction: MessageDirection? = nil
  ) -> [JSONPointer: Result<CompiledSchema, DocumentError>] {
    var store = store
    if let direction { store.add(direction.applied(to: source.root), uri: Self.uri) }
    let compiled = store.compile(pointers.map { SchemaLocation(document: Self.uri, pointer: $0) }, roots: schemaRoots)
    var result: [JSONPointer: Result<CompiledSchema, DocumentError>] = [:]
    for (location, outcome) in compiled {
      result[location.pointer] = outcome.mapError { source.fail($0.reason, at: $0.location.pointer) }
    }
    return result
  }

  public func operation(id: String) -> Operation? { operations.first { $0.operationID == id } }

  public func operation(_ method: String, _ path: String) -> Operation? {
    operations.first { $0.method == method && $0.path == path }
  }

  /// The operation that a link leads to.
  public func operation(of link: Link) -> Operation? {
    if let id = link.operationID { return operation(id: id) }
    guard let reference = link.operationRef, reference.hasPrefix("#"), let pointer = JSONPointer(fragment: String(reference.dropFirst()))
    else { return nil }
    return operations.first { $0.pointer == pointer }
  }
}
