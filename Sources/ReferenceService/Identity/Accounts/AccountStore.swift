import PostgresAccess

/// Reads and writes service accounts.
struct AccountStore: Sendable {
  let store: PostgresPool

  /// The account with this id, or nil.
  func account(id: String) async throws -> Account? {
    let rows = try await store.query(
      "SELECT account_id, secret_hash, tenant_id, roles, scopes FROM service_account WHERE account_id = \(id)")
    guard let row = rows.first else { return nil }
    return Account(
      id: try row.get("account_id"), secretHash: try row.get("secret_hash"), tenantID: try row.get("tenant_id", as: String?.self),
      roles: try row.get("roles", as: String.self).split(separator: " ").compactMap { Role(rawValue: String($0)) },
      scopes: try row.get("scopes", as: String.self).split(separator: " ").map { String($0) })
  }

  /// Inserts the account, or gives an existing one the new secret and rights.
  func save(_ account: Account, at now: ServiceInstant) async throws {
    let roles = account.roles.map(\.rawValue).joined(separator: " ")
    let scopes = account.scopes.joined(separator: " ")
    _ = try await store.execute(
      """
      INSERT INTO service_account (account_id, secret_hash, tenant_id, roles, scopes, created_at)
      VALUES (\(account.id), \(account.secretHash), \(account.tenantID as String?), \(roles), \(scopes), \(now.rfc3339)::timestamptz)
      ON CONFLICT (account_id) DO UPDATE SET
        secret_hash = EXCLUDED.secret_hash, tenant_id = EXCLUDED.tenant_id, roles = EXCLUDED.roles, scopes = EXCLUDED.scopes
      """)
  }
}
