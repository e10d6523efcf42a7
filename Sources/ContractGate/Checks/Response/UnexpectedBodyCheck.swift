import GateKit
import GateModel
import OpenAPI

/// Answers to HEAD, and 204 and 304, have no body (RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5).
struct UnexpectedBodyCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/unexpected-body", title: "Body where none may be",
    rationale: "A client takes the bytes for the beginning of the next answer on the connection.",
    remedy: "Send nothing after the head of an answer that may have no body")

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard let response = exchange.response, !exchange.mayHaveBody else { return nil }
    guard !response.body.isEmpty || response.surplusBytes > 0 else { return [] }
    let message = "\(exchange.subject) answered \(response.status) with a body, where HTTP allows none"
    return [
      Violation(
        message, at: exchange.declaration?.pointer ?? exchange.operation.pointer, cause: [exchange.method, String(response.status)])
    ]
  }
}
