import GateKit
import GateModel
import OpenAPI

/// An identity without the scopes that changing anything takes must not change anything.
///
/// Where the document declares scopes, only operations count that demand one which no operation that just reads demands. Where it
/// declares none anywhere, those count that declare 403.
struct MissingScopeCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/missing-scope-accepted", title: "Call without the scope that it takes is accepted",
    rationale: "Whoever was given the right to read can then change and delete.",
    remedy: "Compare the scopes of the credentials with those that the operation takes, and answer 403")

  private static let safe: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE"]

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool {
    guard operation.requiresCredentials, !Self.safe.contains(operation.method) else { return false }
    let scoped = model.document.operations.filter { !Self.scopes(of: $0).isEmpty }
    guard !scoped.isEmpty else { return operation.declares(403) }
    let reading = Set(scoped.filter { Self.safe.contains($0.method) }.flatMap { Self.scopes(of: $0) })
    // Each alternative has to demand more than reading does.
    return operation.security.allSatisfy { requirement in
      requirement.schemes.contains { use in use.scopes.contains { !reading.contains($0) } }
    }
  }

  private static func scopes(of operation: Operation) -> [String] {
    operation.security.flatMap { $0.schemes.flatMap(\.scopes) }
  }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    guard let name = lane.session.settings.access.limited, lane.session.identities.contains(name) else {
      return .skipped("no limited identity is configured under contract: access: limited")
    }
    guard lane.base != nil else { return .inconclusive("no call with all scopes was accepted, so that refusing others proves nothing") }
    guard try !lane.ownCredentials(of: try await lane.plain()).isEmpty else {
      return .skipped("the credentials of the call come from earlier answers and belong to no identity")
    }
    let variant = CredentialProbe.Variant("without the scope that it takes", cause: "scope") { $0.credentials = .identity(name) }
    return try await CredentialProbe(owner: id, refusals: [401, 403, 404]).examine([variant], in: &lane)
  }
}
