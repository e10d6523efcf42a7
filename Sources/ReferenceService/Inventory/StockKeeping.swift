import PostgresAccess

/// Takes units of an item, and puts them back.
public protocol StockKeeping: Sendable {
  /// - Returns: The units that are left, or nil if there are not as many or there is no such item.
  func reserve(_ reservation: StockReservation) async throws -> Int?
  /// Puts the units of a reservation back, once.
  /// - Returns: Whether it was this call that did.
  func release(_ reservationID: String, tenantID: String, atMilliseconds: Int64) async throws -> Bool
}

/// Checks and changes by one statement, so that of any number of simultaneous callers nobody gets a unit that is not there.
public struct AtomicStockKeeping: StockKeeping {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func reserve(_ reservation: StockReservation) async throws -> Int? {
    let rows = try await store.query(
      """
      WITH taken AS (
        UPDATE inventory_items SET units_available = units_available - \(reservation.units)::integer
        WHERE item_id = \(reservation.itemID)::uuid AND tenant_id = \(reservation.tenantID)
          AND units_available >= \(reservation.units)::integer
        RETURNING item_id, units_available
      ), entry AS (
        INSERT INTO inventory_reservations (reservation_id, item_id, units, pickup_hash, created_at_ms)
        SELECT \(reservation.id)::uuid, item_id, \(reservation.units)::integer, \(reservation.pickupHash),
          \(reservation.atMilliseconds)::bigint
        FROM taken
      )
      SELECT units_available FROM taken
      """)
    return try rows.first?.get("units_available")
  }

  public func release(_ reservationID: String, tenantID: String, atMilliseconds: Int64) async throws -> Bool {
    let rows = try await store.query(
      """
      WITH released AS (
        UPDATE inventory_reservations AS reservation SET released_at_ms = \(atMilliseconds)::bigint
        FROM inventory_items AS item
        WHERE reservation.reservation_id = \(reservationID)::uuid AND item.item_id = reservation.item_id
          AND item.tenant_id = \(tenantID) AND released_at_ms IS NULL
        RETURNING reservation.item_id, reservation.units
      )
      UPDATE inventory_items AS item SET units_available = units_available + released.units
      FROM released WHERE item.item_id = released.item_id
      RETURNING item.item_id
      """)
    return !rows.isEmpty
  }
}
