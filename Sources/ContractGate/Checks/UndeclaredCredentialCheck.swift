import GateKit
import GateModel
import OpenAPI

/// A call with every credential and header that the document declares must not be answered 401: the service then demands something
/// that the document keeps silent about.
struct UndeclaredCredentialCheck: ContractCheck {
  let descriptor = CheckDescriptor(
    id: "contract/undeclared-credential", title: "Service demands a credential that the document doesn't declare",
    rationale: "A client that was made from the document can't call the operation at all.",
    remedy: "Declare the header or the security scheme for the operation, or don't demand it", requirements: ["S1-H1"])

  let defects: [DefectID] = ["openapi.session-header-undeclared"]

  func subjects(in model: ContractModel) -> [CheckSubject] { model.document.operations.map { CheckSubject($0) } }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    guard let operation = subject.operation else { return .skipped(reason: "the document has no such operation") }
    let exchanges = try await session.validExchanges(of: operation).filter { $0.response != nil }
    guard let first = exchanges.first else { return .inconclusive(reason: "no valid call had an answer") }
    // With one call refused and another accepted, it is a value that was refused and not a missing credential.
    guard exchanges.allSatisfy({ $0.response?.status == 401 }) else { return .passed }
    // A public operation that declares 401 takes its credentials in the body, as a login does.
    guard operation.requiresCredentials || !operation.declares(401) else { return .passed }
    let sent = first.request.declared.map(\.name).joined(separator: ", ")
    let objection = Objection(
      message: "\(operation.name) answered 401 to a call with all that the document declares (\(sent.isEmpty ? "nothing" : sent))",
      pointer: operation.pointer, identity: ["401"])
    await report(objection, to: first, in: session.model, context: context)
    return .passed
  }
}
