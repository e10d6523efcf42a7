import PostgresAccess

/// Gives an account another secret.
public protocol SecretChanging: Sendable {
  /// Replaces the hash, keeps the old one in mind, ends every login of the account, and records it: all of that or nothing.
  ///
  /// - Returns: Whether it was done; false where the account has another hash by now, or the reset token is spent.
  func change(_ change: SecretChange, audit: AuditStamp) async throws -> Bool
}

/// Does it in one statement: of any number of simultaneous changes with one token the database lets one have its row.
public struct AtomicSecretChanging: SecretChanging {
  /// Former secrets that an account may not take again, the present one among them.
  public static let history = 5

  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func change(_ change: SecretChange, audit: AuditStamp) async throws -> Bool {
    let rows = try await store.query(
      """
      WITH permitted AS (
        \(Self.permission(change, at: audit))
      ), changed AS (
        UPDATE service_account AS account SET secret_hash = \(change.newHash), legacy_salt = NULL
        FROM permitted WHERE account.account_id = permitted.account_id AND account.secret_hash = \(change.oldHash)
        RETURNING account.account_id, account.tenant_id, 'service:' || account.account_id AS actor
      ), remembered AS (
        INSERT INTO account_secret_history (account_id, secret_hash, replaced_at_ms)
        SELECT account_id, \(change.oldHash), \(audit.milliseconds)::bigint FROM changed
      ), forgotten AS (
        DELETE FROM account_secret_history WHERE ctid IN (
          SELECT ctid FROM account_secret_history WHERE account_id = \(change.accountID)
          ORDER BY replaced_at_ms DESC OFFSET \(Self.history - 2)::integer)
      ), ended AS (
        UPDATE refresh_families SET revoked_at_ms = \(audit.milliseconds)::bigint, revoked_for = 'password'
        FROM changed WHERE refresh_families.account_id = changed.account_id AND revoked_at_ms IS NULL
      ), lifted AS (
        DELETE FROM login_failures USING changed
        WHERE subject = \(change.lockoutKey) AND \(change.resetDigest != nil)::boolean
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns)) SELECT \(audit.found(action: change.action)) FROM changed
      )
      SELECT 1 AS one FROM changed
      """)
    return !rows.isEmpty
  }

  /// A reset spends its token; a change needs none.
  private static func permission(_ change: SecretChange, at audit: AuditStamp) -> SQL {
    guard let digest = change.resetDigest else { return "SELECT \(change.accountID)::text AS account_id" }
    return """
      DELETE FROM password_resets
      WHERE account_id = \(change.accountID) AND token_digest = \(digest) AND expires_at_ms > \(audit.milliseconds)::bigint
      RETURNING account_id
      """
  }
}
