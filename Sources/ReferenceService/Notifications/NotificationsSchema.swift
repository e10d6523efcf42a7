import PostgresAccess

/// The tables of the Notifications context.
enum NotificationsSchema {
  static let part = SchemaPart(context: "Notifications", base: base, migrations: [outbox])

  private static let base = """
    CREATE TABLE outbox_event (
      event_id text PRIMARY KEY,
      event_type text NOT NULL,
      tenant_id text NOT NULL,
      data jsonb NOT NULL,
      occurred_at timestamptz NOT NULL,
      position bigint,
      published_at timestamptz,
      CONSTRAINT outbox_event_position_unique UNIQUE (position),
      CONSTRAINT outbox_event_published_once CHECK ((position IS NULL) = (published_at IS NULL))
    );
    CREATE INDEX outbox_event_waiting ON outbox_event (occurred_at, event_id) WHERE position IS NULL;
    CREATE INDEX outbox_event_tenant_position ON outbox_event (tenant_id, position);
    """

  private static let outbox = Migration(
    version: 3, name: "notifications_outbox",
    up: """
      CREATE TABLE outbox_event (
        event_id text PRIMARY KEY,
        event_type text NOT NULL,
        tenant_id text NOT NULL,
        data jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        position bigint,
        published_at timestamptz,
        CONSTRAINT outbox_event_position_unique UNIQUE (position),
        CONSTRAINT outbox_event_published_once CHECK ((position IS NULL) = (published_at IS NULL))
      );
      CREATE INDEX outbox_event_waiting ON outbox_event (occurred_at, event_id) WHERE position IS NULL;
      CREATE INDEX outbox_event_tenant_position ON outbox_event (tenant_id, position);
      """,
    down: "DROP TABLE outbox_event;")
}
