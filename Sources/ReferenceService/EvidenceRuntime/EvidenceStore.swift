import PostgresAccess

/// Sessions and their ledgers in the store.
///
/// The session row never changes; everything that does is in its `session_runtime` row, whose lock orders all changes.
struct EvidenceStore: Sendable {
  /// How many refusals a ledger records; a caller that goes on being refused does not fill the store.
  static let refusalLimit = 10_000

  let pool: PostgresPool

  /// The session, if it is this caller's. A text that is no identifier finds nothing.
  func session(_ id: String, tenantID: String, principalID: String) async throws -> EvidenceSession? {
    guard UUIDText.isValid(id) else { return nil }
    let rows = try await pool.query(
      """
      SELECT session.session_id::text AS session_id, session.tenant_id, session.principal_id, session.token_hash,
        max_calls, max_bytes, max_wallclock_ms, max_depth, max_parallelism, session.created_at_ms,
        calls_used, bytes_used, terminal_mode
      FROM evidence_sessions AS session JOIN session_runtime AS runtime USING (session_id)
      WHERE session.session_id = \(id)::uuid AND session.tenant_id = \(tenantID) AND session.principal_id = \(principalID)
      """)
    return try rows.first.map(EvidenceSession.init(row:))
  }

  /// Charges a completed call and records it, both or neither, in one statement.
  ///
  /// - Returns: The usage after the call and the entry's number, or nil if the budget or a finalized session forbids it.
  func charge(
    _ session: EvidenceSession, _ name: EvidenceOperator, rowCount: Int, byteCount: Int, detail: String, nowMilliseconds: Int64
  ) async throws -> (usage: BudgetUsage, sequence: Int)? {
    let rows = try await pool.query(
      """
      WITH charged AS (
        UPDATE session_runtime AS runtime
        SET calls_used = calls_used + 1, bytes_used = bytes_used + \(byteCount)::integer, ledger_sequence = ledger_sequence + 1
        FROM evidence_sessions AS session
        WHERE runtime.session_id = \(session.id)::uuid AND session.session_id = runtime.session_id
          AND terminal_mode IS NULL AND calls_used < max_calls AND bytes_used + \(byteCount)::integer <= max_bytes
        RETURNING runtime.session_id, calls_used, bytes_used, ledger_sequence
      ), entry AS (
        INSERT INTO ledger_entries (session_id, sequence, kind, operator, row_count, byte_count, detail, created_at_ms)
        SELECT session_id, ledger_sequence, \(LedgerEntryKind.operatorCompleted.rawValue), \(name.rawValue), \(rowCount)::integer,
          \(byteCount)::integer, \(detail), \(nowMilliseconds)::bigint
        FROM charged
      )
      SELECT calls_used, bytes_used, ledger_sequence FROM charged
      """)
    guard let row = rows.first else { return nil }
    let usage = BudgetUsage(calls: try row.get("calls_used"), bytes: try row.get("bytes_used"))
    return (usage, try row.get("ledger_sequence"))
  }

  /// Records a refusal; it costs nothing. Past `refusalLimit` it is not recorded.
  func recordRefusal(
    _ sessionID: String, _ kind: LedgerEntryKind, _ name: EvidenceOperator, detail: String, nowMilliseconds: Int64
  ) async throws {
    _ = try await pool.execute(
      """
      WITH numbered AS (
        UPDATE session_runtime SET ledger_sequence = ledger_sequence + 1
        WHERE session_id = \(sessionID)::uuid AND terminal_mode IS NULL AND ledger_sequence - calls_used < \(Self.refusalLimit)::integer
        RETURNING session_id, ledger_sequence
      )
      INSERT INTO ledger_entries (session_id, sequence, kind, operator, row_count, byte_count, detail, created_at_ms)
      SELECT session_id, ledger_sequence, \(kind.rawValue), \(name.rawValue), 0, 0, \(detail), \(nowMilliseconds)::bigint FROM numbered
      """)
  }

  /// A page of the ledger in order.
  func ledger(_ sessionID: String, after sequence: Int, limit: Int) async throws -> [LedgerEntry] {
    let rows = try await pool.query(
      """
      SELECT sequence, kind, operator, row_count, byte_count, detail, created_at_ms FROM ledger_entries
      WHERE session_id = \(sessionID)::uuid AND sequence > \(sequence)::integer ORDER BY sequence LIMIT \(limit)::integer
      """)
    return try rows.map(LedgerEntry.init(row:))
  }
}
