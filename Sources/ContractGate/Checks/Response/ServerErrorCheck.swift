import GateKit
import GateModel
import OpenAPI

/// No call may end in a server error that the document doesn't speak of.
struct ServerErrorCheck: ExchangeCheck {
  let descriptor = CheckDescriptor(
    id: "contract/server-error", title: "Server error that the document doesn't declare",
    rationale: "A status of 500 or more says that the service failed, whatever the caller did.",
    remedy: "Find the failure in the service's log and handle it, or declare the status if callers must expect it")

  func violations(in exchange: Exchange, base: Exchange?, model: ContractModel) -> [Violation]? {
    guard let status = exchange.status, exchange.trial.stance != .hostile else { return nil }
    let operation = exchange.operation
    guard status >= 500, !operation.declares(status) else { return [] }
    // A service may say that it doesn't know a method (RFC 9110, section 15.6.2).
    if status == 501, exchange.trial.stance == .outside { return [] }
    let kind = exchange.trial.stance.adjective
    return [Violation("\(exchange.subject) answered \(status) to \(kind) call", at: operation.pointer, cause: [String(status), kind])]
  }
}

extension Trial.Stance {
  /// For messages: what kind of call it is.
  var adjective: String {
    switch self {
    case .valid: "a valid"
    case .invalid: "an invalid"
    case .credentials: "an otherwise valid"
    case .absent: "a valid"
    case .outside: "an unforeseen"
    case .hostile: "a hostile"
    }
  }
}
