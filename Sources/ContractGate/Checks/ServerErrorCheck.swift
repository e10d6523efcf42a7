import GateKit
import GateModel
import OpenAPI

/// A valid call must not end in a server error that the document doesn't speak of.
struct ServerErrorCheck: ResponseCheck {
  let descriptor = CheckDescriptor(
    id: "contract/server-error", title: "Server error on a valid call",
    rationale: "A status of 500 or more says that the service failed where the caller did nothing wrong.",
    remedy: "Find the failure in the service's log and handle it, or declare the status if callers must expect it")

  func objections(to exchange: Exchange, in model: ContractModel) -> [Objection]? {
    guard let status = exchange.response?.status else { return nil }
    let operation = exchange.operation
    guard status >= 500, !operation.declares(status) else { return [] }
    return [
      Objection(message: "\(operation.name) answered \(status) to a valid call", pointer: operation.pointer, identity: [String(status)])
    ]
  }
}
