import PostgresAccess

/// Takes an event in and does what it asks for.
public protocol PaymentInbox: Sendable {
  /// - Returns: Whether the event is new; a duplicate has no effect.
  func take(_ event: PaymentEvent, atMilliseconds: Int64) async throws -> Bool
}

/// Stores and applies in one statement: of any number of simultaneous deliveries the unique id lets one in.
public struct AtomicPaymentInbox: PaymentInbox {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func take(_ event: PaymentEvent, atMilliseconds: Int64) async throws -> Bool {
    let rows = try await store.query(
      """
      WITH event AS (
        INSERT INTO billing_events (event_id, event_type, tenant_id, amount, received_at_ms)
        VALUES (\(event.id), \(event.type), \(event.tenantID), \(event.amount)::integer, \(atMilliseconds)::bigint)
        ON CONFLICT DO NOTHING
        RETURNING event_type, tenant_id, amount
      ), applied AS (
        INSERT INTO billing_balances AS balances (tenant_id, balance)
        SELECT tenant_id, amount FROM event WHERE event_type = \(PaymentEvent.settled)
        ON CONFLICT (tenant_id) DO UPDATE SET balance = balances.balance + EXCLUDED.balance
      )
      SELECT 1 AS one FROM event
      """)
    return !rows.isEmpty
  }
}
