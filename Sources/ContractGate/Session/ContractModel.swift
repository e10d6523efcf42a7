import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// The document made ready: schemas compiled, calls planned. It is the same for every run on the same document.
final class ContractModel: Sendable {
  let document: OpenAPIDocument
  let calls: [String: CallPlan]
  let brokenReferences: [OpenAPIDocument.BrokenReference]
  /// Pairs of documents of which the second must serve the clients of the first.
  let revisions: [DocumentRevision]
  /// The first segment of every path.
  let topSegments: Set<String>
  /// Which schemas have a property that is never sent back.
  let writeOnly: MarkReach
  private let schemas: [JSONPointer: Result<CompiledSchema, DocumentError>]
  private let responseSchemas: [JSONPointer: Result<CompiledSchema, DocumentError>]
  private let parameters: [JSONPointer: ParameterEncoding]
  private let bodies: [JSONPointer: BodyEncoding]

  /// - Throws: ``DocumentError`` for a schema that can't be compiled, unless a broken reference is why: that is a finding.
  init(_ document: OpenAPIDocument, revisions: [DocumentRevision] = []) throws(DocumentError) {
    self.document = document
    self.revisions = revisions
    brokenReferences = document.brokenReferences()
    schemas = document.schemas(at: Self.requestPlaces(of: document), for: .request)
    responseSchemas = document.schemas(at: Self.responsePlaces(of: document), for: .response)
    topSegments = Set(document.operations.compactMap { ($0.basePath + $0.path).split(separator: "/").first.map(String.init) })
    writeOnly = MarkReach(document, mark: .writeOnly)
    if brokenReferences.isEmpty {
      let all = Array(schemas.values) + Array(responseSchemas.values)
      let errors = all.compactMap { result in if case .failure(let error) = result { error } else { nil } }
      if let first = errors.min(by: { ($0.line, $0.message) < ($1.line, $1.message) }) { throw first }
    }
    calls = DependencyPlanner(document: document).plans()
    let declared = document.operations.flatMap(\.parameters).map { ($0.pointer, ParameterEncoding($0, in: document)) }
    parameters = Dictionary(declared) { first, _ in first }
    let media = document.operations.flatMap { $0.requestBody?.content ?? [] }.map { ($0.pointer, BodyEncoding($0, in: document)) }
    bodies = Dictionary(media) { first, _ in first }
  }

  /// How a parameter is written.
  func encoding(of parameter: Parameter) -> ParameterEncoding {
    parameters[parameter.pointer] ?? ParameterEncoding(parameter, in: document)
  }

  /// How a body is written.
  func encoding(of media: MediaType) -> BodyEncoding { bodies[media.pointer] ?? BodyEncoding(media, in: document) }

  /// The compiled schema of a place in a response.
  /// - Throws: ``DocumentError`` when it couldn't be compiled.
  func responseSchema(at pointer: JSONPointer) throws -> CompiledSchema {
    guard let result = responseSchemas[pointer] else { return try document.schema(at: pointer) }
    return try result.get()
  }

  /// The compiled schema of a place in a request.
  /// - Throws: ``DocumentError`` when it couldn't be compiled.
  func schema(at pointer: JSONPointer) throws -> CompiledSchema {
    guard let result = schemas[pointer] else { return try document.schema(at: pointer) }
    return try result.get()
  }

  /// The line of a place.
  func location(of pointer: JSONPointer) -> SourceLocation {
    let (path, line) = document.location(of: pointer)
    return SourceLocation(path: path, line: line > 0 ? line : nil)
  }

  /// The operations of the document that have a path.
  func operations(at path: String) -> [Operation] { document.operations.filter { $0.path == path } }

  /// A valid instance of a schema; nil where there is no schema.
  func sample(_ pointer: JSONPointer?, number: Int, seed: UInt64) throws -> JSONValue? {
    guard let pointer else { return nil }
    var generator = InstanceGenerator(try schema(at: pointer), seed: seed, ambiguity: .settled, omitsReadOnly: true, startingAt: number)
    return try generator.next()
  }

  private static func requestPlaces(of document: OpenAPIDocument) -> [JSONPointer] {
    distinct(document.operations.flatMap { $0.parameters.compactMap(\.schema) + ($0.requestBody?.content.compactMap(\.schema) ?? []) })
  }

  private static func responsePlaces(of document: OpenAPIDocument) -> [JSONPointer] {
    let responses = document.operations.flatMap(\.responses)
    let content = responses.flatMap(\.content)
    return distinct(content.compactMap(\.schema) + content.compactMap(\.itemSchema) + responses.flatMap { $0.headers.compactMap(\.schema) })
  }

  private static func distinct(_ places: [JSONPointer]) -> [JSONPointer] {
    var seen: Set<JSONPointer> = []
    return places.filter { seen.insert($0).inserted }
  }
}
