import PostgresAccess

extension EvidenceStore {
  /// Writes the snapshot, the session, its runtime row, the first ledger entry and the outbox event, all or nothing. A placement that is
  /// not the standard one is written with them.
  func create(
    _ session: EvidenceSession, placement: SessionPlacement, snapshot: PolicySnapshot, snapshotHash: String,
    quota: any SessionQuotaKeeping, outbox: any OutboxWriter
  ) async throws {
    let roles = try snapshot.rolesJSON()
    let budget = session.budget
    try await pool.transaction { connection in
      guard try await quota.take(session.tenantID, on: connection) else { throw EvidenceFailure.quotaExceeded }
      _ = try await connection.execute(
        """
        WITH snapshot AS (
          INSERT INTO policy_snapshots (snapshot_id, tenant_id, principal_id, roles, snapshot_hash, created_at_ms)
          VALUES (\(snapshot.id)::uuid, \(snapshot.tenantID), \(snapshot.principalID), \(roles)::jsonb, \(snapshotHash),
            \(session.createdAtMilliseconds)::bigint)
          RETURNING snapshot_id
        )
        INSERT INTO evidence_sessions (
          session_id, tenant_id, principal_id, token_hash, snapshot_id, max_calls, max_bytes, max_wallclock_ms, max_depth,
          max_parallelism, created_at_ms)
        SELECT \(session.id)::uuid, \(session.tenantID), \(session.principalID), \(session.tokenHash), snapshot_id,
          \(budget.maxCalls)::integer, \(budget.maxBytes)::integer, \(budget.maxWallclockMilliseconds)::integer,
          \(budget.maxDepth)::integer, \(budget.maxParallelism)::integer, \(session.createdAtMilliseconds)::bigint
        FROM snapshot
        """)
      _ = try await connection.execute(
        "INSERT INTO session_runtime (session_id, ledger_sequence) VALUES (\(session.id)::uuid, 1)")
      if placement != .standard {
        _ = try await connection.execute(
          """
          INSERT INTO session_placements (session_id, region, priority)
          VALUES (\(session.id)::uuid, \(placement.region.rawValue), \(placement.priority.rawValue))
          """)
      }
      try await Self.append(
        session.id, sequence: 1, .sessionCreated, detail: "policy snapshot \(snapshotHash)",
        nowMilliseconds: session.createdAtMilliseconds, on: connection)
      try await outbox.write(.sessionCreated(tenantID: session.tenantID, sessionID: session.id), on: connection)
    }
  }

  /// Where a session runs.
  func placement(_ sessionID: String) async throws -> SessionPlacement {
    let rows = try await pool.query("SELECT region, priority FROM session_placements WHERE session_id = \(sessionID)::uuid")
    guard let row = rows.first else { return .standard }
    let region = SessionPlacement.Region(rawValue: try row.get("region"))
    let priority = SessionPlacement.Priority(rawValue: try row.get("priority"))
    return SessionPlacement(
      region: region ?? SessionPlacement.standard.region, priority: priority ?? SessionPlacement.standard.priority)
  }

  /// Ends a session: its terminal mode follows from its ledger. The outbox event is part of it.
  ///
  /// - Returns: The mode, or nil if the session was finalized already.
  func finalize(
    _ session: EvidenceSession, nowMilliseconds: Int64, quota: any SessionQuotaKeeping, outbox: any OutboxWriter
  ) async throws -> TerminalMode? {
    let sessionID = session.id
    return try await pool.transaction { connection in
      let locked = try await connection.query(
        "SELECT terminal_mode, ledger_sequence FROM session_runtime WHERE session_id = \(sessionID)::uuid FOR UPDATE")
      guard let row = locked.first, try row.get("terminal_mode", as: String?.self) == nil else { return nil }
      let sequence = try row.get("ledger_sequence", as: Int.self) + 1
      let mode = try await Self.mode(of: sessionID, on: connection)
      _ = try await connection.execute(
        """
        UPDATE session_runtime SET terminal_mode = \(mode.rawValue), ledger_sequence = \(sequence)::integer
        WHERE session_id = \(sessionID)::uuid
        """)
      try await Self.append(
        sessionID, sequence: sequence, .sessionFinalized, detail: mode.rawValue, nowMilliseconds: nowMilliseconds, on: connection)
      try await quota.release(session.tenantID, on: connection)
      let event = OutboxEvent.sessionFinalized(tenantID: session.tenantID, sessionID: sessionID, terminalMode: mode.rawValue)
      try await outbox.write(event, on: connection)
      return mode
    }
  }

  /// Evidence wins; without any, the strongest reason why there is none.
  private static func mode(of sessionID: String, on connection: PostgresConnection) async throws -> TerminalMode {
    let rows = try await connection.query(
      "SELECT DISTINCT kind, row_count > 0 AS has_rows FROM ledger_entries WHERE session_id = \(sessionID)::uuid")
    var kinds: Set<LedgerEntryKind> = []
    for row in rows {
      let kind = LedgerEntryKind(rawValue: try row.get("kind"))
      if kind == .operatorCompleted, try row.get("has_rows", as: Bool.self) { return .supported }
      if let kind { kinds.insert(kind) }
    }
    if kinds.contains(.policyDenied) { return .insufficientPermission }
    return kinds.contains(.sourceUnavailable) ? .sourceUnavailable : .insufficientEvidence
  }

  private static func append(
    _ sessionID: String, sequence: Int, _ kind: LedgerEntryKind, detail: String, nowMilliseconds: Int64,
    on connection: PostgresConnection
  ) async throws {
    _ = try await connection.execute(
      """
      INSERT INTO ledger_entries (session_id, sequence, kind, operator, row_count, byte_count, detail, created_at_ms)
      VALUES (\(sessionID)::uuid, \(sequence)::integer, \(kind.rawValue), NULL, 0, 0, \(detail), \(nowMilliseconds)::bigint)
      """)
  }
}
