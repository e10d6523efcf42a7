import PostgresAccess

/// Keeps the requests for another secret, and the digests of the tokens that were issued for them.
public protocol ResetTokenKeeping: Sendable {
  /// Takes a request in; a token that was issued before is no longer good. An account that does not exist leaves nothing.
  func request(_ accountID: String, atMilliseconds: Int64) async throws
  /// Puts the digest of a token in force, in the place of any other of the account.
  func issue(_ accountID: String, digest: String, expiresAtMilliseconds: Int64, atMilliseconds: Int64) async throws
  /// The account that a token is good for.
  func account(digest: String, atMilliseconds: Int64) async throws -> String?
  func isRequested(_ accountID: String) async throws -> Bool
}

/// Keeps them in the store, one row for an account.
public struct StoreResetTokenKeeping: ResetTokenKeeping {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func request(_ accountID: String, atMilliseconds: Int64) async throws {
    // The same statement whether the account is there or not.
    _ = try await store.execute(
      """
      INSERT INTO password_resets (account_id, requested_at_ms, expires_at_ms)
      SELECT account_id, \(atMilliseconds)::bigint, \(atMilliseconds + 86_400_000)::bigint
      FROM service_account WHERE account_id = \(accountID)
      ON CONFLICT (account_id) DO UPDATE SET
        requested_at_ms = EXCLUDED.requested_at_ms, expires_at_ms = EXCLUDED.expires_at_ms, token_digest = NULL
      """)
  }

  public func issue(_ accountID: String, digest: String, expiresAtMilliseconds: Int64, atMilliseconds: Int64) async throws {
    _ = try await store.execute(
      """
      INSERT INTO password_resets (account_id, token_digest, requested_at_ms, expires_at_ms)
      VALUES (\(accountID), \(digest), \(atMilliseconds)::bigint, \(expiresAtMilliseconds)::bigint)
      ON CONFLICT (account_id) DO UPDATE SET token_digest = EXCLUDED.token_digest, expires_at_ms = EXCLUDED.expires_at_ms
      """)
  }

  public func account(digest: String, atMilliseconds: Int64) async throws -> String? {
    try await store.query(
      "SELECT account_id FROM password_resets WHERE token_digest = \(digest) AND expires_at_ms > \(atMilliseconds)::bigint"
    ).first?.get("account_id")
  }

  public func isRequested(_ accountID: String) async throws -> Bool {
    try await !store.query("SELECT 1 AS one FROM password_resets WHERE account_id = \(accountID) AND token_digest IS NULL").isEmpty
  }
}
