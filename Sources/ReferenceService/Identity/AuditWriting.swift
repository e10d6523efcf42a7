import PostgresAccess

/// Keeps what must be accounted for; a request that cannot be recorded is not served.
public protocol AuditWriting: Sendable {
  func record(action: String, by principal: Principal, correlationID: String) async throws
}

/// Writes audit entries to the store.
struct StoreAuditWriter: AuditWriting {
  let store: PostgresPool
  let clock: any ServiceClock
  let random: any ServiceRandom

  func record(action: String, by principal: Principal, correlationID: String) async throws {
    let id = try random.identifier()
    _ = try await store.execute(
      """
      INSERT INTO audit_entry (entry_id, actor, action, tenant_id, correlation_id, occurred_at)
      VALUES (\(id), \(principal.subject), \(action), \(principal.tenantID), \(correlationID), \(clock.now().rfc3339)::timestamptz)
      """)
  }
}
