import GateKit
import GateModel
import OpenAPI

/// A protected operation must answer 401, as declared, to a call without any credentials.
struct MissingCredentialsCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/missing-credentials-accepted", title: "Call without credentials isn't refused as declared",
    rationale: "An operation that the document protects and the service doesn't is open to everybody.",
    remedy: "Demand the credentials before anything else and answer 401 as the document declares", requirements: ["S1-H1"])

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.requiresCredentials }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let exchange = try await lane.call(.credentials, "without credentials", owner: id) { $0.credentials = .none }
    guard let status = exchange.status else { return .inconclusive("the call without credentials had no answer") }
    if status != 401 {
      let message = "\(operation.name) answered \(status) without credentials, where 401 is expected"
      return .examined([Sighting(violation: Violation(message, at: operation.pointer, cause: ["status"]), exchange: exchange)])
    }
    guard exchange.declaration == nil else { return .examined([]) }
    let message = "\(operation.name) answered 401 without credentials, and the document doesn't declare 401"
    let violation = Violation(message, at: operation.pointer.appending("responses"), cause: ["undeclared"])
    return .examined([Sighting(violation: violation, exchange: exchange)])
  }
}
