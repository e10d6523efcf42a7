import PostgresAccess
import ReferenceService

/// What can be wrong with refresh tokens and logout.
enum RefreshDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "refresh.double-spend", requirements: ["S4-IDP-004"], "A refresh token is looked up and then spent, in two steps.",
      change: .parts { $0.identity.refreshRotating = LookThenSpend(healthy: $0.identity.refreshRotating, store: $0.store) }),
    SeededDefect(
      "access.accepts-refresh-token", requirements: ["S4-IDP-004"], "What a token is good for is not looked at.",
      change: .parts { $0.identity.tokenUses = AnyTokenUse() }),
    SeededDefect(
      "refresh.digest-truncated", requirements: ["S4-AUTH-003"], "Only the first 72 bytes of a refresh token go into its digest.",
      change: .parts { $0.identity.refreshDigest = TruncatedDigest(healthy: $0.identity.refreshDigest) }),
    SeededDefect(
      "logout.client-only", requirements: ["S2-P12.2"], "A logout answers as if the login were ended, and leaves it as it is.",
      change: .parts { $0.identity.refreshFamilies = EndlessFamilies(healthy: $0.identity.refreshFamilies) }),
  ]
}

private struct LookThenSpend: RefreshTokenRotating {
  let healthy: any RefreshTokenRotating
  let store: PostgresPool

  func rotate(
    _ token: PresentedRefreshToken, to successor: NewRefreshToken, audit: AuditStamp
  ) async throws -> RefreshRotation {
    let nowMilliseconds = audit.milliseconds
    let unspent = try await store.query(
      """
      SELECT 1 AS one FROM refresh_tokens JOIN refresh_families USING (family_id)
      WHERE token_digest = \(token.digest) AND spent_at_ms IS NULL AND revoked_at_ms IS NULL
        AND expires_at_ms > \(nowMilliseconds)::bigint
      """)
    // The healthy part answers for what is spent already.
    guard !unspent.isEmpty else {
      return try await healthy.rotate(token, to: successor, audit: audit)
    }
    _ = try await store.execute(
      """
      WITH spent AS (
        UPDATE refresh_tokens SET spent_at_ms = \(nowMilliseconds)::bigint WHERE token_digest = \(token.digest)
      )
      INSERT INTO refresh_tokens (token_digest, family_id, key_id, expires_at_ms)
      VALUES (\(successor.digest), \(successor.familyID)::uuid, \(successor.keyID), \(successor.expiresAtMilliseconds)::bigint)
      """)
    return RefreshRotation(.rotated)
  }
}

private struct AnyTokenUse: TokenUseRule {
  func allows(_ claimed: String, as use: TokenUse) -> Bool { true }
}

private struct TruncatedDigest: RefreshTokenDigesting {
  let healthy: any RefreshTokenDigesting

  func digest(of token: String) -> String { healthy.digest(of: String(token.prefix(72))) }
}

struct EndlessFamilies: RefreshFamilyKeeping {
  let healthy: any RefreshFamilyKeeping

  func begin(_ first: NewRefreshToken, accountID: String, tenantID: String?, atMilliseconds: Int64) async throws {
    try await healthy.begin(first, accountID: accountID, tenantID: tenantID, atMilliseconds: atMilliseconds)
  }

  func revoke(_ familyID: String, audit: AuditStamp) async throws -> Bool { true }

  func revokeAll(of accountID: String, reason: String, audit: AuditStamp) async throws -> Int { 0 }

  func revokeAll(signedBy keyID: String, audit: AuditStamp) async throws -> Int { 0 }

  func isRevoked(_ familyID: String) async throws -> Bool { try await healthy.isRevoked(familyID) }
}
