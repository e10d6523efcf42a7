import GateKit
import GateModel
import HTTPWire
import JSONDocument
import OpenAPI

/// An operation of the target's API document that a response must fit: its status, its content type, its headers and its schema.
///
/// `operation: createSession` or `operation: POST /v1/sessions`.
struct OperationExpectation: Sendable {
  private let text: String
  private let location: SourceLocation

  init(_ node: YAMLNode) throws {
    text = try node.text("operation")
    location = node.location
  }

  /// - Returns: how many conditions were judged.
  /// - Throws: ``Unmet`` for the first that does not hold; `GateError` where there is no document or no such operation.
  func judge(_ response: WireResponse, in services: StepServices) async throws -> Int {
    guard let path = services.target.documentPath else {
      throw GateError("the target has no API document", at: location, remedy: "Set `contract.document` in gatehouse.yml")
    }
    let document = try await services.contract.document(path, at: location)
    let operation = try operation(in: document)
    guard let declared = operation.response(for: response.status) else {
      throw Unmet("status", expected: "one that \(operation.name) declares", found: "\(response.status)", at: location)
    }
    for header in declared.headers where header.isRequired && !response.headers.contains(name: header.name) {
      throw Unmet("header \(header.name)", expected: "there, as \(operation.name) declares", found: "missing", at: location)
    }
    guard !declared.content.isEmpty else {
      guard response.body.isEmpty else {
        throw Unmet("body", expected: "empty, as \(operation.name) declares", found: "\(response.body.count) bytes", at: location)
      }
      return 1
    }
    return try await judgeBody(response, declared, operation, services)
  }

  private func judgeBody(
    _ response: WireResponse, _ declared: Response, _ operation: OpenAPI.Operation, _ services: StepServices
  ) async throws -> Int {
    let type = response.headers["content-type"] ?? ""
    guard let media = declared.mediaType(for: MediaTypeName(type)) else {
      let known = declared.content.map(\.name).joined(separator: " or ")
      throw Unmet("header Content-Type", expected: known, found: type.isEmpty ? "missing" : type, at: location)
    }
    guard let schema = media.schema, MediaTypeName(type).isJSON else { return 1 }
    let body: JSONValue
    do {
      body = try JSONParser.parse(response.body)
    } catch {
      throw Unmet("body", expected: "a JSON document", found: "none: \(error)", at: location)
    }
    let errors = try await services.contract.schema(at: schema, location: location).validate(body)
    guard let first = errors.first else { return 1 }
    throw Unmet(
      "body", expected: "as \(operation.name) declares it", found: SchemaViolation.text(first, of: errors.count), at: location)
  }

  private func operation(in document: OpenAPIDocument) throws -> OpenAPI.Operation {
    let words = text.split(separator: " ", maxSplits: 1)
    let found = words.count == 2 ? document.operation(String(words[0]), String(words[1])) : document.operation(id: text)
    if let found { return found }
    let names = words.count == 2 ? document.operations.map(\.name) : document.operations.compactMap(\.operationID)
    throw GateError(
      "\(document.path) has no operation '\(text)'", at: location,
      remedy: NearestName.find(text, in: names).map { "Did you mean '\($0)'?" }
        ?? "Give an operationId, or METHOD /path as the document has it")
  }
}
