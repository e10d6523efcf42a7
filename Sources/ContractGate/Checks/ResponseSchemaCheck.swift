import GateKit
import GateModel
import OpenAPI

/// A JSON body must be well-formed and valid against the schema of its response.
struct ResponseSchemaCheck: ResponseCheck {
  let descriptor = CheckDescriptor(
    id: "contract/response-schema", title: "Body that breaks its schema",
    rationale: "Generated clients and validators refuse, or silently misread, a body that isn't as the document says.",
    remedy: "Send what the schema demands, or correct the schema if the body is meant")

  /// More objections to one body than these add nothing.
  private static let most = 5

  func concerns(_ operation: Operation) -> Bool {
    operation.responses.contains { $0.status.isSuccess && $0.content.contains(where: \.isJSON) }
  }

  func objections(to exchange: Exchange, in model: ContractModel) throws -> [Objection]? {
    guard let response = exchange.response, exchange.mayHaveBody, !response.body.isEmpty else { return nil }
    let name = "\(exchange.operation.name) answered \(response.status)"
    if let error = exchange.parseError {
      let pointer = exchange.declaration?.pointer ?? exchange.operation.pointer
      return [Objection(message: "\(name) with a body that is not JSON: \(error)", pointer: pointer, identity: ["malformed"])]
    }
    guard let value = exchange.responseJSON, let type = response.headers["Content-Type"] else { return nil }
    guard let media = exchange.declaration?.mediaType(for: MediaTypeName(type)), let place = media.schema else { return nil }
    if let key = value.object?.duplicateKeys.first {
      return [Objection(message: "\(name) with the property \(key) twice", pointer: media.pointer, identity: ["duplicate", key])]
    }
    return try model.schema(at: place).validate(value).prefix(Self.most).map { error in
      let part = error.instance.tokens.isEmpty ? "its body" : "\(error.instance) of its body"
      return Objection(
        message: "\(name) with \(part) wrong: \(error.message)", pointer: error.schema.pointer,
        identity: [String(response.status), error.schema.pointer.description])
    }
  }
}
