import PostgresAccess

/// The tables of the Billing context.
enum BillingSchema {
  static let part = SchemaPart(
    context: "Billing", base: events,
    migrations: [
      Migration(
        version: 13, name: "billing_events", up: events,
        down: """
          DROP TABLE billing_balances;
          DROP TABLE billing_events;
          """)
    ])

  /// Events as they came, each once, and what they add up to.
  private static let events = """
    CREATE TABLE billing_events (
      event_id text PRIMARY KEY,
      event_type text NOT NULL,
      tenant_id text NOT NULL,
      amount integer NOT NULL CHECK (amount >= 0),
      received_at_ms bigint NOT NULL
    );
    CREATE TABLE billing_balances (
      tenant_id text PRIMARY KEY,
      balance bigint NOT NULL
    );
    """
}
