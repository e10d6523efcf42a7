import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// A JSON body must be valid against the schema of its response.
struct ResponseSchemaCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/response-schema", title: "Body that breaks its schema",
    rationale: "Generated clients and validators refuse, or silently misread, a body that isn't as the document says.",
    remedy: "Send what the schema demands, or correct the schema if the body is meant")

  /// More objections to one body than these add nothing.
  private static let most = 5

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    operation.responses.contains { $0.content.contains { $0.isJSON && $0.schema != nil } }
  }

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) throws -> [Violation]? {
    guard exchange.trial.stance.isWithinDocument, let response = exchange.response, exchange.mayHaveBody,
      let value = exchange.responseJSON
    else { return nil }
    guard let type = exchange.media, let place = exchange.declaration?.mediaType(for: type)?.schema else { return nil }
    return try model.responseSchema(at: place).validate(value).prefix(Self.most).map { error in
      // Which of many items it is depends on what else the service holds.
      let place = JSONPointer(tokens: error.instance.tokens.map { Int($0) == nil ? $0 : "*" })
      let part = place.tokens.isEmpty ? "its body" : "\(place) of its body"
      // A schema of the components says the same wherever it is used.
      let isShared = error.schema.pointer.tokens.first == "components"
      let cause = [error.schema.pointer.description]
      return Violation(
        "\(exchange.subject) answered \(response.status) with \(part) wrong: \(Self.message(of: error))", at: error.schema.pointer,
        cause: isShared ? cause : [String(response.status)] + cause, isShared: isShared)
    }
  }

  /// Keywords whose objections begin with the value, which differs from run to run.
  private static let quoting: Set<String> = ["pattern", "format", "enum", "const", "contentEncoding", "contentMediaType"]

  private static func message(of error: ValidationError) -> String {
    guard quoting.contains(error.keyword) else { return error.message }
    for phrase in [" does not match ", " where ", " is not "] {
      if let range = error.message.ranges(of: phrase).last { return "a value" + error.message[range.lowerBound...] }
    }
    return error.message
  }
}
