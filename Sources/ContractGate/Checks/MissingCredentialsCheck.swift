import GateKit
import GateModel
import OpenAPI

/// A protected operation must answer 401, as declared, to a call without any credentials.
struct MissingCredentialsCheck: ContractCheck {
  let descriptor = CheckDescriptor(
    id: "contract/missing-credentials-accepted", title: "Call without credentials isn't refused as declared",
    rationale: "An operation that the document protects and the service doesn't is open to everybody.",
    remedy: "Demand the credentials before anything else and answer 401 as the document declares", requirements: ["S1-H1"])

  func subjects(in model: ContractModel) -> [CheckSubject] {
    model.document.operations.filter(\.requiresCredentials).map { CheckSubject($0) }
  }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    guard let operation = subject.operation else { return .skipped(reason: "the document has no such operation") }
    let exchange = try await session.call(operation, session.variation(0, of: operation, isAnonymous: true))
    guard let status = exchange.response?.status else { return .inconclusive(reason: "the call without credentials had no answer") }
    if status != 401 {
      let objection = Objection(
        message: "\(operation.name) answered \(status) without credentials, where 401 is expected", pointer: operation.pointer,
        identity: ["status"])
      await report(objection, to: exchange, in: session.model, context: context)
      return .passed
    }
    guard exchange.declaration != nil else {
      let objection = Objection(
        message: "\(operation.name) answered 401 without credentials, and the document doesn't declare 401",
        pointer: operation.pointer.appending("responses"), identity: ["undeclared"])
      await report(objection, to: exchange, in: session.model, context: context)
      return .passed
    }
    for objection in try ResponseSchemaCheck().objections(to: exchange, in: session.model) ?? [] {
      await report(objection, to: exchange, in: session.model, context: context)
    }
    return .passed
  }
}
