import PostgresAccess

/// The tables of the Inventory context.
enum InventorySchema {
  static let part = SchemaPart(
    context: "Inventory", base: inventory,
    migrations: [
      Migration(
        version: 9, name: "inventory", up: inventory,
        down: """
          DROP TABLE inventory_reservations;
          DROP TABLE inventory_items;
          """)
    ])

  /// Items with what is left of them, and who has reserved how much.
  private static let inventory = """
    CREATE TABLE inventory_items (
      item_id uuid PRIMARY KEY,
      tenant_id text NOT NULL,
      title text NOT NULL,
      units_total integer NOT NULL CHECK (units_total >= 0),
      units_available integer NOT NULL CHECK (units_available BETWEEN 0 AND units_total),
      version integer NOT NULL DEFAULT 1,
      created_at_ms bigint NOT NULL
    );
    CREATE TABLE inventory_reservations (
      reservation_id uuid PRIMARY KEY,
      item_id uuid NOT NULL REFERENCES inventory_items (item_id),
      units integer NOT NULL CHECK (units > 0),
      pickup_hash text NOT NULL CHECK (pickup_hash ~ '^[0-9a-f]{64}$'),
      created_at_ms bigint NOT NULL,
      released_at_ms bigint
    );
    CREATE INDEX inventory_reservations_item ON inventory_reservations (item_id);
    """
}
