import PostgresAccess

/// Items and reservations in the store. A text that is no identifier finds nothing.
struct InventoryStore: Sendable {
  let pool: PostgresPool

  func insert(_ item: InventoryItem, atMilliseconds: Int64) async throws {
    _ = try await pool.execute(
      """
      INSERT INTO inventory_items (item_id, tenant_id, title, units_total, units_available, version, created_at_ms)
      VALUES (\(item.id)::uuid, \(item.tenantID), \(item.title), \(item.unitsTotal)::integer, \(item.unitsAvailable)::integer,
        \(item.version)::integer, \(atMilliseconds)::bigint)
      """)
  }

  func item(_ id: String, tenantID: String) async throws -> InventoryItem? {
    guard UUIDText.isValid(id) else { return nil }
    let rows = try await pool.query(
      "SELECT \(InventoryItem.columns) FROM inventory_items WHERE item_id = \(id)::uuid AND tenant_id = \(tenantID)")
    return try rows.first.map(InventoryItem.init(row:))
  }

  func hasReservation(_ id: String, tenantID: String) async throws -> Bool {
    guard UUIDText.isValid(id) else { return false }
    let rows = try await pool.query(
      """
      SELECT 1 AS one FROM inventory_reservations JOIN inventory_items USING (item_id)
      WHERE reservation_id = \(id)::uuid AND tenant_id = \(tenantID)
      """)
    return !rows.isEmpty
  }
}
