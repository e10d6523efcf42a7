import PostgresAccess

/// Begins and ends the families of refresh tokens: one for each login.
public protocol RefreshFamilyKeeping: Sendable {
  /// Writes a family and its first token, both or neither.
  func begin(_ first: NewRefreshToken, accountID: String, tenantID: String?, atMilliseconds: Int64) async throws
  /// Ends a family; one that has ended stays as it is.
  /// - Returns: Whether it was this call that ended it.
  func revoke(_ familyID: String, audit: AuditStamp) async throws -> Bool
  /// Ends all families of an account.
  /// - Parameter reason: `disabled`.
  /// - Returns: How many.
  func revokeAll(of accountID: String, reason: String, audit: AuditStamp) async throws -> Int
  /// Ends all families that go on by a token of a key.
  /// - Returns: How many.
  func revokeAll(signedBy keyID: String, audit: AuditStamp) async throws -> Int
  func isRevoked(_ familyID: String) async throws -> Bool
}

/// Keeps families in the store.
public struct StoreRefreshFamilyKeeping: RefreshFamilyKeeping {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func begin(_ first: NewRefreshToken, accountID: String, tenantID: String?, atMilliseconds: Int64) async throws {
    _ = try await store.execute(
      """
      WITH family AS (
        INSERT INTO refresh_families (family_id, account_id, tenant_id, created_at_ms)
        VALUES (\(first.familyID)::uuid, \(accountID), \(tenantID as String?), \(atMilliseconds)::bigint)
        RETURNING family_id
      )
      INSERT INTO refresh_tokens (token_digest, family_id, key_id, expires_at_ms)
      SELECT \(first.digest), family_id, \(first.keyID), \(first.expiresAtMilliseconds)::bigint FROM family
      """)
  }

  public func revoke(_ familyID: String, audit: AuditStamp) async throws -> Bool {
    let rows = try await store.query(
      """
      WITH ended AS (
        UPDATE refresh_families SET revoked_at_ms = \(audit.milliseconds)::bigint, revoked_for = 'logout'
        WHERE family_id = \(familyID)::uuid AND revoked_at_ms IS NULL
        RETURNING 'service:' || account_id AS actor, tenant_id
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns)) SELECT \(audit.found(action: "logout")) FROM ended
      )
      SELECT 1 AS one FROM ended
      """)
    return !rows.isEmpty
  }

  public func revokeAll(of accountID: String, reason: String, audit: AuditStamp) async throws -> Int {
    Int(
      try await store.execute(
        """
        UPDATE refresh_families SET revoked_at_ms = \(audit.milliseconds)::bigint, revoked_for = \(reason)
        WHERE account_id = \(accountID) AND revoked_at_ms IS NULL
        """))
  }

  public func revokeAll(signedBy keyID: String, audit: AuditStamp) async throws -> Int {
    Int(
      try await store.execute(
        """
        UPDATE refresh_families SET revoked_at_ms = \(audit.milliseconds)::bigint, revoked_for = 'key'
        WHERE revoked_at_ms IS NULL
          AND family_id IN (SELECT family_id FROM refresh_tokens WHERE key_id = \(keyID) AND spent_at_ms IS NULL)
        """))
  }

  public func isRevoked(_ familyID: String) async throws -> Bool {
    let rows = try await store.query(
      "SELECT 1 AS one FROM refresh_families WHERE family_id = \(familyID)::uuid AND revoked_at_ms IS NULL")
    return rows.isEmpty
  }
}
