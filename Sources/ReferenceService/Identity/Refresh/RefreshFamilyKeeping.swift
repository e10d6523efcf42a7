import PostgresAccess

/// Begins and ends the families of refresh tokens: one for each login.
public protocol RefreshFamilyKeeping: Sendable {
  /// Writes a family and its first token, both or neither.
  func begin(_ first: NewRefreshToken, accountID: String, tenantID: String?, atMilliseconds: Int64) async throws
  /// Ends a family; one that has ended stays as it is.
  /// - Returns: Whether it was this call that ended it.
  func revoke(_ familyID: String, atMilliseconds: Int64) async throws -> Bool
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

  public func revoke(_ familyID: String, atMilliseconds: Int64) async throws -> Bool {
    let count = try await store.execute(
      """
      UPDATE refresh_families SET revoked_at_ms = \(atMilliseconds)::bigint, revoked_for = 'logout'
      WHERE family_id = \(familyID)::uuid AND revoked_at_ms IS NULL
      """)
    return count > 0
  }

  public func isRevoked(_ familyID: String) async throws -> Bool {
    let rows = try await store.query(
      "SELECT 1 AS one FROM refresh_families WHERE family_id = \(familyID)::uuid AND revoked_at_ms IS NULL")
    return rows.isEmpty
  }
}
