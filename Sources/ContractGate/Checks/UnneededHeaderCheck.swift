import GateKit
import GateModel
import OpenAPI

/// Each credential and header that the document declares as required must be missed when it is left out: a credential with 401, any
/// other header with a status of 400 to 499.
struct UnneededHeaderCheck: ContractCheck {
  let descriptor = CheckDescriptor(
    id: "contract/declared-header-not-required", title: "Declared header that the service doesn't demand",
    rationale: "A required credential that nobody looks at protects nothing, and misleads whoever reads the document.",
    remedy: "Demand the header in the service, or take it out of the document", requirements: ["S1-H1"])

  func subjects(in model: ContractModel) -> [CheckSubject] {
    model.document.operations.filter { !Self.headers(of: $0).isEmpty }.map { CheckSubject($0) }
  }

  /// A single credential is left out by ``MissingCredentialsCheck`` already.
  private static func headers(of operation: Operation) -> [String] {
    let required = operation.parameters.filter { $0.location == .header && $0.isRequired }.map(\.name)
    let credentials = operation.requiresCredentials ? operation.security.first?.schemes.compactMap(\.scheme.header) ?? [] : []
    return credentials.count > 1 ? required + credentials : required
  }

  func run(_ subject: CheckSubject, in session: ContractSession, context: CaseContext) async throws -> CaseOutcome {
    guard let operation = subject.operation else { return .skipped(reason: "the document has no such operation") }
    guard let base = try await session.validExchanges(of: operation).first else { return .inconclusive(reason: "no valid call") }
    guard let status = base.response?.status, status != 401 else {
      return .inconclusive(reason: "the valid call wasn't accepted, so that leaving something out proves nothing")
    }
    let names = Set(Self.headers(of: operation).map { $0.lowercased() })
    let headers = base.request.declared.filter { names.contains($0.name.lowercased()) }
    guard !headers.isEmpty else { return .inconclusive(reason: "the valid call sent none of the declared headers") }
    for header in headers {
      let exchange = try await session.call(operation, session.variation(0, of: operation, omitting: [header.name.lowercased()]))
      guard let status = exchange.response?.status else { return .inconclusive(reason: "no answer without \(header.name)") }
      let isRefused = header.isCredential ? status == 401 : (400..<500).contains(status)
      if !isRefused {
        let objection = Objection(
          message: "\(operation.name) answered \(status) without the required header \(header.name)", pointer: header.pointer,
          identity: [header.name.lowercased(), "accepted"])
        await report(objection, to: exchange, in: session.model, context: context)
      } else if exchange.declaration == nil {
        let objection = Objection(
          message: "\(operation.name) answered \(status) without \(header.name), and the document doesn't declare \(status)",
          pointer: operation.pointer.appending("responses"), identity: [header.name.lowercased(), "undeclared"])
        await report(objection, to: exchange, in: session.model, context: context)
      }
    }
    return .passed
  }
}
