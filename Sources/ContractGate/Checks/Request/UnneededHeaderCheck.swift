import GateKit
import GateModel
import OpenAPI

/// Each credential and header that the document declares as required must be missed when it is left out: a credential with 401, any
/// other header with a status of 400 to 499.
struct UnneededHeaderCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/declared-header-not-required", title: "Declared header that the service doesn't demand",
    rationale: "A required credential that nobody looks at protects nothing, and misleads whoever reads the document.",
    remedy: "Demand the header in the service, or take it out of the document", requirements: ["S1-H1"])

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { !Self.headers(of: operation).isEmpty }

  /// A single credential is left out by ``MissingCredentialsCheck`` already.
  private static func headers(of operation: Operation) -> [String] {
    let required = operation.parameters.filter { $0.location == .header && $0.isRequired }.map(\.name)
    let credentials = operation.requiresCredentials ? operation.security.first?.schemes.compactMap(\.scheme.header) ?? [] : []
    return credentials.count > 1 ? required + credentials : required
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    let base = try await lane.call(.valid, "with all that is declared", owner: id) { _ in }
    guard let status = base.status, status != 401 else {
      return .inconclusive("the valid call wasn't accepted, so that leaving something out proves nothing")
    }
    let names = Set(Self.headers(of: operation).map { $0.lowercased() })
    let headers = base.request.declared.filter { names.contains($0.name.lowercased()) }
    guard !headers.isEmpty else { return .inconclusive("the valid call sent none of the declared headers") }
    var sightings: [Sighting] = []
    for header in headers {
      let name = header.name.lowercased()
      let exchange = try await lane.call(.invalid, "without \(header.name)", owner: id) { $0.omitted.insert(name) }
      guard let status = exchange.status else { return .inconclusive("no answer without \(header.name)") }
      let isRefused = header.isCredential ? status == 401 : (400..<500).contains(status)
      if !isRefused {
        let message = "\(operation.name) answered \(status) without the required header \(header.name)"
        sightings.append(Sighting(violation: Violation(message, at: header.pointer, cause: [name, "accepted"]), exchange: exchange))
      } else if exchange.declaration == nil {
        let message = "\(operation.name) answered \(status) without \(header.name), and the document doesn't declare \(status)"
        let violation = Violation(message, at: operation.pointer.appending("responses"), cause: [name, "undeclared"])
        sightings.append(Sighting(violation: violation, exchange: exchange))
      }
    }
    return .examined(sightings)
  }
}
