import PostgresAccess

/// Reads and writes service accounts.
struct AccountStore: Sendable {
  /// Of PostgreSQL (appendix A).
  private static let uniqueViolation = "23505"

  let store: PostgresPool

  /// The account with this id, or nil.
  func account(id: String) async throws -> Account? {
    let rows = try await store.query(
      """
      SELECT account.account_id, secret_hash, legacy_salt, tenant_id, roles, scopes, status, email
      FROM service_account AS account LEFT JOIN account_profiles AS profile ON profile.account_id = account.account_id
      WHERE account.account_id = \(id)
      """)
    guard let row = rows.first else { return nil }
    return Account(
      id: try row.get("account_id"), secretHash: try row.get("secret_hash"), legacySalt: try row.get("legacy_salt", as: String?.self),
      tenantID: try row.get("tenant_id", as: String?.self),
      roles: try row.get("roles", as: String.self).split(separator: " ").compactMap { Role(rawValue: String($0)) },
      scopes: try row.get("scopes", as: String.self).split(separator: " ").map { String($0) },
      status: AccountStatus(rawValue: try row.get("status")) ?? .disabled, email: try row.get("email", as: String?.self))
  }

  /// The hash that an account has, and those before it that it may not take again.
  func formerHashes(of account: Account) async throws -> [String] {
    let rows = try await store.query(
      """
      SELECT secret_hash FROM account_secret_history WHERE account_id = \(account.id)
      ORDER BY replaced_at_ms DESC LIMIT \(AtomicSecretChanging.history - 1)::integer
      """)
    return [account.secretHash] + (try rows.map { try $0.get("secret_hash") })
  }

  /// Gives a row of before the current scheme, in one statement, unless another log-in has done so meanwhile.
  func move(_ account: Account, to hash: String) async throws {
    _ = try await store.execute(
      """
      UPDATE service_account SET secret_hash = \(hash), legacy_salt = NULL
      WHERE account_id = \(account.id) AND secret_hash = \(account.secretHash)
        AND legacy_salt IS NOT DISTINCT FROM \(account.legacySalt as String?)
      """)
  }

  /// How many rows have not moved yet.
  func legacyCount() async throws -> Int {
    try await store.query("SELECT count(*) AS rows FROM service_account WHERE legacy_salt IS NOT NULL OR secret_hash LIKE '$2%'").first?
      .get("rows") ?? 0
  }

  /// Adds an account and its profile, unless there is one of that id.
  /// - Returns: Whether it was added.
  /// - Throws: 409 for an address that another account has, whatever its case.
  func add(_ account: Account, at now: ServiceInstant) async throws -> Bool {
    let roles = account.roles.map(\.rawValue).joined(separator: " ")
    let scopes = account.scopes.joined(separator: " ")
    do {
      let rows = try await store.query(
        """
        WITH added AS (
          INSERT INTO service_account (account_id, secret_hash, tenant_id, roles, scopes, status, created_at)
          VALUES (\(account.id), \(account.secretHash), \(account.tenantID as String?), \(roles), \(scopes), \(account.status.rawValue),
            \(now.rfc3339)::timestamptz)
          ON CONFLICT DO NOTHING
          RETURNING account_id
        ), profile AS (
          INSERT INTO account_profiles (account_id, email) SELECT account_id, \(account.email as String?)::text FROM added
        )
        SELECT 1 AS one FROM added
        """)
      return !rows.isEmpty
    } catch PostgresError.queryFailed(let failure) where failure.sqlState == Self.uniqueViolation {
      throw ServiceError(.conflict, "ERR_ADDRESS_TAKEN", "Another account has that address.", retryable: false)
    }
  }

  /// Changes the status where that is allowed from the one that it has, in one statement with the entry that tells of it.
  /// - Returns: Whether it was changed.
  func change(_ account: Account, to status: AccountStatus, by actor: String, audit: AuditStamp) async throws -> Bool {
    let from = status.predecessors.map(\.rawValue).joined(separator: " ")
    let rows = try await store.query(
      """
      WITH changed AS (
        UPDATE service_account SET status = \(status.rawValue)
        WHERE account_id = \(account.id) AND status = ANY (string_to_array(\(from), ' '))
        RETURNING \(actor)::text AS actor, tenant_id
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns)) SELECT \(audit.found(action: "account.\(status.rawValue)", reason: account.id))
        FROM changed
      )
      SELECT 1 AS one FROM changed
      """)
    return !rows.isEmpty
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
        secret_hash = EXCLUDED.secret_hash, legacy_salt = NULL, tenant_id = EXCLUDED.tenant_id, roles = EXCLUDED.roles, scopes = EXCLUDED.scopes
      """)
  }
}
