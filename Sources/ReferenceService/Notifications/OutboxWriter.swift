import PostgresAccess

/// Writes an event in the transaction of the change that it tells about: both are there afterwards, or neither.
public protocol OutboxWriter: Sendable {
  /// - Parameter connection: the connection that holds the caller's open transaction.
  func write(_ event: OutboxEvent, on connection: PostgresConnection) async throws
}

/// Keeps events in the table `outbox_event` until the relay publishes them.
struct StoreOutboxWriter: OutboxWriter {
  let clock: any ServiceClock
  let random: any ServiceRandom

  func write(_ event: OutboxEvent, on connection: PostgresConnection) async throws {
    let id = try random.identifier()
    let data = String(decoding: try JSONBytes.encode(event.data), as: UTF8.self)
    _ = try await connection.execute(
      """
      INSERT INTO outbox_event (event_id, event_type, tenant_id, data, occurred_at)
      VALUES (\(id), \(event.type.rawValue), \(event.tenantID), \(data)::jsonb, \(clock.now().rfc3339)::timestamptz)
      """)
  }
}
