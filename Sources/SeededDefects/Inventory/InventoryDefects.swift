import PostgresAccess
import ReferenceService

/// What can be wrong with stock and items.
enum InventoryDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "stock.check-then-act", requirements: ["GH-STOCK-1"], "The units that are left are read, and then written less by what was taken.",
      change: .parts { $0.inventory.stock = ReadThenWrite(healthy: $0.inventory.stock, store: $0.store) }),
    SeededDefect(
      "stock.released-twice", requirements: ["GH-STOCK-2"],
      "A release looks whether the reservation is open, and then puts its units back.",
      change: .parts { $0.inventory.stock = LookThenRelease(healthy: $0.inventory.stock, store: $0.store) }),
    SeededDefect(
      "item.last-write-wins", requirements: ["GH-ITEM-1"],
      "The version of an item is compared, and then the item is written whatever it is by now.",
      change: .parts { $0.inventory.updating = CompareThenWrite(store: $0.store) }),
  ]
}

private struct ReadThenWrite: StockKeeping {
  let healthy: any StockKeeping
  let store: PostgresPool

  func reserve(_ reservation: StockReservation) async throws -> Int? {
    let rows = try await store.query(
      "SELECT units_available FROM inventory_items WHERE item_id = \(reservation.itemID)::uuid AND tenant_id = \(reservation.tenantID)")
    guard let available = try rows.first?.get("units_available", as: Int.self), available >= reservation.units else { return nil }
    let left = available - reservation.units
    _ = try await store.execute(
      """
      WITH changed AS (
        UPDATE inventory_items SET units_available = \(left)::integer WHERE item_id = \(reservation.itemID)::uuid RETURNING item_id
      )
      INSERT INTO inventory_reservations (reservation_id, item_id, units, pickup_hash, created_at_ms)
      SELECT \(reservation.id)::uuid, item_id, \(reservation.units)::integer, \(reservation.pickupHash),
        \(reservation.atMilliseconds)::bigint
      FROM changed
      """)
    return left
  }

  func release(_ reservationID: String, tenantID: String, atMilliseconds: Int64) async throws -> Bool {
    try await healthy.release(reservationID, tenantID: tenantID, atMilliseconds: atMilliseconds)
  }
}

private struct LookThenRelease: StockKeeping {
  let healthy: any StockKeeping
  let store: PostgresPool

  func reserve(_ reservation: StockReservation) async throws -> Int? { try await healthy.reserve(reservation) }

  func release(_ reservationID: String, tenantID: String, atMilliseconds: Int64) async throws -> Bool {
    let open = try await store.query(
      """
      SELECT item_id::text AS item_id, units FROM inventory_reservations
      WHERE reservation_id = \(reservationID)::uuid AND released_at_ms IS NULL
      """)
    guard let row = open.first else { return false }
    let item = try row.get("item_id", as: String.self)
    let units = try row.get("units", as: Int.self)
    _ = try await store.execute(
      """
      WITH closed AS (
        UPDATE inventory_reservations SET released_at_ms = \(atMilliseconds)::bigint WHERE reservation_id = \(reservationID)::uuid
      )
      UPDATE inventory_items SET units_available = least(units_total, units_available + \(units)::integer) WHERE item_id = \(item)::uuid
      """)
    return true
  }
}

private struct CompareThenWrite: ItemUpdating {
  let store: PostgresPool

  func rename(_ itemID: String, tenantID: String, title: String, version: Int) async throws -> InventoryItem? {
    let seen = try await store.query("SELECT version FROM inventory_items WHERE item_id = \(itemID)::uuid AND tenant_id = \(tenantID)")
    guard try seen.first?.get("version", as: Int.self) == version else { return nil }
    let rows = try await store.query(
      """
      UPDATE inventory_items SET title = \(title), version = \(version)::integer + 1
      WHERE item_id = \(itemID)::uuid AND tenant_id = \(tenantID)
      RETURNING \(InventoryItem.columns)
      """)
    return try rows.first.map(InventoryItem.init(row:))
  }
}
