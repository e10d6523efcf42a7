import PostgresAccess

/// What a rotation has come to.
public struct RefreshRotation: Sendable, Equatable {
  public let outcome: RefreshOutcome
  /// Whether it was this use that revoked the family.
  public let hasRevoked: Bool

  public init(_ outcome: RefreshOutcome, hasRevoked: Bool = false) {
    self.outcome = outcome
    self.hasRevoked = hasRevoked
  }
}

/// Spends a refresh token for its successor.
public protocol RefreshTokenRotating: Sendable {
  /// - Parameter audit: for the entry that tells of the rotation or of the reuse.
  func rotate(_ token: PresentedRefreshToken, to successor: NewRefreshToken, audit: AuditStamp) async throws -> RefreshRotation
}

/// Spends, follows up, detects reuse, revokes and records in one statement: of any number of simultaneous uses the database lets one have
/// the row, and every other sees that it was spent.
public struct AtomicRefreshTokenRotating: RefreshTokenRotating {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func rotate(
    _ token: PresentedRefreshToken, to successor: NewRefreshToken, audit: AuditStamp
  ) async throws -> RefreshRotation {
    let nowMilliseconds = audit.milliseconds
    let rows = try await store.query(
      """
      WITH spent AS (
        UPDATE refresh_tokens AS token SET spent_at_ms = \(nowMilliseconds)::bigint
        FROM refresh_families AS family
        WHERE token.token_digest = \(token.digest) AND token.family_id = \(token.familyID)::uuid AND token.spent_at_ms IS NULL
          AND token.expires_at_ms > \(nowMilliseconds)::bigint
          AND family.family_id = token.family_id AND family.revoked_at_ms IS NULL
        RETURNING token.family_id, 'service:' || family.account_id AS actor, family.tenant_id
      ), followed AS (
        INSERT INTO refresh_tokens (token_digest, family_id, key_id, expires_at_ms)
        SELECT \(successor.digest), family_id, \(successor.keyID), \(successor.expiresAtMilliseconds)::bigint FROM spent
      ), known AS (
        SELECT family_id FROM refresh_tokens JOIN refresh_families USING (family_id)
        WHERE token_digest = \(token.digest) AND family_id = \(token.familyID)::uuid AND expires_at_ms > \(nowMilliseconds)::bigint
          AND revoked_at_ms IS NULL AND NOT EXISTS (SELECT 1 FROM spent)
      ), revoked AS (
        UPDATE refresh_families AS family SET revoked_at_ms = \(nowMilliseconds)::bigint, revoked_for = 'reuse'
        FROM known WHERE family.family_id = known.family_id AND family.revoked_at_ms IS NULL
        RETURNING 'service:' || family.account_id AS actor, family.tenant_id
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns))
        SELECT \(audit.found(action: "token.refreshed")) FROM spent
        UNION ALL SELECT \(audit.found(action: "refresh.reused", reason: "reuse")) FROM revoked
      )
      SELECT (SELECT count(*) FROM spent) AS spent, (SELECT count(*) FROM known) AS known, (SELECT count(*) FROM revoked) AS revoked
      """)
    guard let row = rows.first else { return RefreshRotation(.refused) }
    if try row.get("spent", as: Int.self) > 0 { return RefreshRotation(.rotated) }
    let isKnown = try row.get("known", as: Int.self) > 0
    return RefreshRotation(isKnown ? .reused : .refused, hasRevoked: try row.get("revoked", as: Int.self) > 0)
  }
}
