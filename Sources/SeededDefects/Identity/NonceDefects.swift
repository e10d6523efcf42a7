import PostgresAccess
import ReferenceService

/// What can be wrong with what a request for a token carries.
enum NonceDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "nonce.check-then-set", requirements: ["S4-AUTH-003"], "A nonce is looked up and then remembered, in two steps.",
      change: .parts { $0.identity.nonces = LookThenRemember(healthy: $0.identity.nonces, store: $0.store) }),
    SeededDefect(
      "nonce.forgotten", requirements: ["S4-AUTH-003"], "A nonce is remembered for no time.",
      change: .parts { $0.identity.nonces = Forgetful(healthy: $0.identity.nonces) }),
    SeededDefect(
      "apikey.accepted-silently", requirements: ["S2-T5"], "Whoever sends an API key, whatever it is, is taken for an administrator.",
      change: .parts { $0.identity.strangers = AnyKeyIsEnough() }),
  ]
}

private struct LookThenRemember: NonceTaking {
  let healthy: any NonceTaking
  let store: PostgresPool

  func take(_ digest: String, accountID: String, expiresAtMilliseconds: Int64, atMilliseconds: Int64) async throws -> Bool {
    let known = try await store.query(
      "SELECT 1 AS one FROM auth_nonces WHERE account_id = \(accountID) AND nonce_digest = \(digest)")
    guard known.isEmpty else { return false }
    _ = try await healthy.take(
      digest, accountID: accountID, expiresAtMilliseconds: expiresAtMilliseconds, atMilliseconds: atMilliseconds)
    return true
  }
}

private struct Forgetful: NonceTaking {
  let healthy: any NonceTaking

  func take(_ digest: String, accountID: String, expiresAtMilliseconds: Int64, atMilliseconds: Int64) async throws -> Bool {
    try await healthy.take(digest, accountID: accountID, expiresAtMilliseconds: atMilliseconds, atMilliseconds: atMilliseconds)
  }
}

private struct AnyKeyIsEnough: StrangerRule {
  func principal(of request: ServiceRequest) -> Principal? {
    guard
      request.headers.contains(where: { $0.name.canonicalName == "x-api-key" }) || request.query.contains(where: { $0.name == "api_key" })
    else { return nil }
    return Principal(subject: "service:default", tenantID: "tenant-a", role: .admin, scopes: ["*"], tokenID: "key")
  }
}
