import JSONDocument
import PostgresAccess
import ReferenceService

/// What can be wrong with events of the payment provider.
enum BillingDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "webhook.duplicate-dispatched", requirements: ["S4-STRIPE-04"], "A delivery looks whether the event is there, and then applies it.",
      change: .parts { $0.billing.inbox = LookThenApply(store: $0.store) }),
    SeededDefect(
      "webhook.insert-race-500", requirements: ["S4-STRIPE-04"], "The second of two simultaneous deliveries breaks on the unique id.",
      change: .parts { $0.billing.inbox = LookThenInsert(healthy: $0.billing.inbox, store: $0.store) }),
    SeededDefect(
      "webhook.signature-on-parsed-body", requirements: ["S4-STRIPE-04"], "The signature is compared with that of the body written anew.",
      change: .parts { $0.billing.signatures = ParsedBodyVerifying(healthy: $0.billing.signatures) }),
  ]

  fileprivate static func isKnown(_ event: PaymentEvent, in store: PostgresPool) async throws -> Bool {
    try await !store.query("SELECT 1 AS one FROM billing_events WHERE event_id = \(event.id)").isEmpty
  }
}

private struct LookThenApply: PaymentInbox {
  let store: PostgresPool

  func take(_ event: PaymentEvent, atMilliseconds: Int64) async throws -> Bool {
    if try await BillingDefects.isKnown(event, in: store) { return false }
    _ = try await store.execute(
      """
      WITH event AS (
        INSERT INTO billing_events (event_id, event_type, tenant_id, amount, received_at_ms)
        VALUES (\(event.id), \(event.type), \(event.tenantID), \(event.amount)::integer, \(atMilliseconds)::bigint)
        ON CONFLICT DO NOTHING
      )
      INSERT INTO billing_balances AS balances (tenant_id, balance) VALUES (\(event.tenantID), \(event.amount)::bigint)
      ON CONFLICT (tenant_id) DO UPDATE SET balance = balances.balance + EXCLUDED.balance
      """)
    return true
  }
}

private struct LookThenInsert: PaymentInbox {
  let healthy: any PaymentInbox
  let store: PostgresPool

  func take(_ event: PaymentEvent, atMilliseconds: Int64) async throws -> Bool {
    if try await BillingDefects.isKnown(event, in: store) { return false }
    // Reserves the id without a word for the case that somebody else does.
    _ = try await store.execute(
      """
      INSERT INTO billing_events (event_id, event_type, tenant_id, amount, received_at_ms)
      VALUES (\(event.id), 'reserved', \(event.tenantID), 0, \(atMilliseconds)::bigint)
      """)
    _ = try await store.execute("DELETE FROM billing_events WHERE event_id = \(event.id)")
    return try await healthy.take(event, atMilliseconds: atMilliseconds)
  }
}

private struct ParsedBodyVerifying: WebhookVerifying {
  let healthy: any WebhookVerifying

  func isGenuine(_ header: String?, body: [UInt8], secret: String, now: ServiceInstant, tolerance: Duration) -> Bool {
    let written = (try? JSONParser.parse(body))?.serializedBytes() ?? body
    return healthy.isGenuine(header, body: written, secret: secret, now: now, tolerance: tolerance)
  }
}
