import PostgresAccess

/// Takes nonces, each once.
public protocol NonceTaking: Sendable {
  /// - Parameters:
  ///   - digest: of the nonce, in hex.
  ///   - expiresAtMilliseconds: until when it is remembered; later the request that carries it is refused by its time.
  /// - Returns: Whether it was this call that took it.
  func take(_ digest: String, accountID: String, expiresAtMilliseconds: Int64, atMilliseconds: Int64) async throws -> Bool
}

/// In the store that all processes share, in one statement. A store that is away is an error, so nothing is taken twice.
public struct StoreNonceTaking: NonceTaking {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func take(_ digest: String, accountID: String, expiresAtMilliseconds: Int64, atMilliseconds: Int64) async throws -> Bool {
    try await store.execute(
      """
      INSERT INTO auth_nonces (account_id, nonce_digest, expires_at_ms)
      VALUES (\(accountID), \(digest), \(expiresAtMilliseconds)::bigint)
      ON CONFLICT (account_id, nonce_digest) DO UPDATE SET expires_at_ms = EXCLUDED.expires_at_ms
      WHERE auth_nonces.expires_at_ms <= \(atMilliseconds)::bigint
      """) > 0
  }
}
