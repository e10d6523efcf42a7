import GateKit
import GateModel
import OpenAPI

/// Credentials that have expired must not do any more.
struct ExpiredCredentialsCheck: SequenceCheck {
  let descriptor = CheckDescriptor(
    id: "contract/expired-credentials-accepted", title: "Expired credentials are accepted",
    rationale: "A token that leaked once then opens the service for ever.",
    remedy: "Compare the expiry of the credential with the clock on every request, and answer 401")

  func concerns(_ operation: Operation, in model: ContractModel) -> Bool { operation.requiresCredentials }

  func examine(_ operation: Operation, in lane: inout Lane) async throws -> Examination {
    guard let name = lane.session.settings.access.expired, lane.session.identities.contains(name) else {
      return .skipped("no expired identity is configured under contract: access: expired")
    }
    guard lane.base != nil else {
      return .inconclusive("no call with valid credentials was accepted, so that refusing others proves nothing")
    }
    guard try !lane.ownCredentials(of: try await lane.plain()).isEmpty else {
      return .skipped("the credentials of the call come from earlier answers and belong to no identity")
    }
    let variant = CredentialProbe.Variant("with expired credentials", cause: "expired") { $0.credentials = .identity(name) }
    return try await CredentialProbe(owner: id, refusals: [401, 403]).examine([variant], in: &lane)
  }
}
