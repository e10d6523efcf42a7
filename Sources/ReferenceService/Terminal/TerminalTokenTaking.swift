import PostgresAccess

/// Takes a token out of the store, so that nobody can take it again.
public protocol TerminalTokenTaking: Sendable {
  /// - Parameters:
  ///   - nowMilliseconds: A token is good up to and including its last millisecond.
  ///   - connection: In the transaction that also counts the attempt.
  /// - Returns: What the token stands for, or nil if there is no such token for this caller and allocation at this time.
  /// - Throws: `PostgresError`
  func take(
    _ token: PresentedTerminalToken, nowMilliseconds: Int64, on connection: PostgresConnection
  ) async throws -> TerminalBinding?
}

/// Takes by one `DELETE … RETURNING`: of any number of simultaneous takers the database lets one have the row.
public struct AtomicTerminalTokenTaking: TerminalTokenTaking {
  public init() {}

  public func take(
    _ token: PresentedTerminalToken, nowMilliseconds: Int64, on connection: PostgresConnection
  ) async throws -> TerminalBinding? {
    let rows = try await connection.query(
      """
      DELETE FROM terminal_tokens
      WHERE token_hash = \(token.hash) AND expires_at_ms >= \(nowMilliseconds)::bigint
        AND (\(token.userID == nil)::boolean OR user_id = \(token.userID ?? ""))
        AND (\(token.allocationID == nil)::boolean OR allocation_id::text = \(token.allocationID ?? ""))
      RETURNING user_id, tenant_id, allocation_id::text AS allocation_id, session_id::text AS session_id
      """)
    return try rows.first.map(TerminalBinding.init(row:))
  }
}

extension TerminalBinding {
  /// Reads the columns `user_id`, `tenant_id`, `allocation_id` and `session_id`, the ids as text.
  public init(row: PostgresRow) throws {
    self.init(
      userID: try row.get("user_id"), tenantID: try row.get("tenant_id"), allocationID: try row.get("allocation_id"),
      sessionID: try row.get("session_id"))
  }
}
