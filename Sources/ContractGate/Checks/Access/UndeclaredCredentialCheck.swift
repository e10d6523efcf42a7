import GateKit
import GateModel
import OpenAPI

/// A call with every credential and header that the document declares must not be answered 401: the service then demands something
/// that the document keeps silent about.
struct UndeclaredCredentialCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-credential", title: "Service demands a credential that the document doesn't declare",
    rationale: "A client that was made from the document can't call the operation at all.",
    remedy: "Declare the header or the security scheme for the operation, or don't demand it", requirements: ["S1-H1"])

  let defects: [DefectID] = ["openapi.session-header-undeclared"]

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    // With one valid call accepted, it is a value that others are refused for and not a missing credential.
    guard lane.base == nil else { return .examined([]) }
    let exchange = try await lane.call(.valid, "with all that is declared", owner: id) { _ in }
    guard let status = exchange.status else { return .inconclusive("no valid call had an answer") }
    guard status == 401 else { return .examined([]) }
    // A public operation that declares 401 takes its credentials in the body, as a login does.
    guard operation.requiresCredentials || !operation.declares(401) else { return .examined([]) }
    let sent = exchange.request.declared.map(\.name).joined(separator: ", ")
    let message = "\(operation.name) answered 401 to a call with all that the document declares (\(sent.isEmpty ? "nothing" : sent))"
    return .examined([Sighting(violation: Violation(message, at: operation.pointer, cause: ["401"]), exchange: exchange)])
  }
}
