import PostgresAccess

/// One published event.
struct PublishedEvent: Sendable {
  let position: Int64
  let id: String
  let type: String
  let occurredAt: String
  let data: [String: String]
}

/// Reads the published events of one tenant in the order of their positions.
struct EventFeed: Sendable {
  let store: PostgresPool

  /// At most `limit` events after a position.
  func events(of tenantID: String, after position: Int64, limit: Int) async throws -> [PublishedEvent] {
    let rows = try await store.query(
      """
      SELECT position, event_id, event_type, data::text AS data,
        to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at
      FROM outbox_event WHERE tenant_id = \(tenantID) AND position > \(position) ORDER BY position LIMIT \(limit)
      """)
    return try rows.map { row in
      PublishedEvent(
        position: try row.get("position"), id: try row.get("event_id"), type: try row.get("event_type"),
        occurredAt: try row.get("occurred_at"), data: try JSONBytes.decode(try row.get("data", as: String.self)))
    }
  }
}
