import GateKit
import GateModel
import JSONDocument
import OpenAPI

/// A body that says that it is JSON must be JSON (RFC 8259), with each name of an object once.
struct MalformedBodyCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/malformed-body", title: "Body that isn't what its media type says",
    rationale: "A parser refuses the body, or two parsers read two things out of it.",
    remedy: "Write the body with a serializer instead of by hand, and send the media type that it has")

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard let response = exchange.response, exchange.mayHaveBody, !response.body.isEmpty else { return nil }
    guard exchange.parseError != nil || exchange.responseJSON != nil else { return nil }
    var name: String { "\(exchange.subject) answered \(response.status)" }
    var pointer: JSONPointer { exchange.declaration?.pointer ?? exchange.operation.pointer }
    if let error = exchange.parseError {
      return [
        Violation("\(name) with a body that is not JSON: \(error.reason)", at: pointer, cause: [String(response.status), "malformed"])
      ]
    }
    guard let key = exchange.responseJSON?.object?.duplicateKeys.first else { return [] }
    return [Violation("\(name) with the property \(key) twice", at: pointer, cause: [String(response.status), "duplicate", key])]
  }
}
