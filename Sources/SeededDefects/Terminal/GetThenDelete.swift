import PostgresAccess
import ReferenceService

/// Reads the token and then deletes it: everybody who reads before the first deletion has it.
struct GetThenDelete: TerminalTokenTaking {
  func take(
    _ token: PresentedTerminalToken, nowMilliseconds: Int64, on connection: PostgresConnection
  ) async throws -> TerminalBinding? {
    let rows = try await connection.query(
      """
      SELECT user_id, tenant_id, allocation_id::text AS allocation_id, session_id::text AS session_id FROM terminal_tokens
      WHERE token_hash = \(token.hash) AND expires_at_ms >= \(nowMilliseconds)::bigint
        AND (\(token.userID == nil)::boolean OR user_id = \(token.userID ?? ""))
        AND (\(token.allocationID == nil)::boolean OR allocation_id::text = \(token.allocationID ?? ""))
      """)
    guard let row = rows.first else { return nil }
    _ = try await connection.execute("DELETE FROM terminal_tokens WHERE token_hash = \(token.hash)")
    return try TerminalBinding(row: row)
  }
}
