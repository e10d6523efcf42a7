import PostgresAccess

/// Something of which a tenant has a bounded number of units.
public struct InventoryItem: Sendable, Hashable {
  public static let titleLengths = 1...200
  public static let unitBounds = 0...1_000_000

  public var id: String
  public var tenantID: String
  public var title: String
  public var unitsTotal: Int
  public var unitsAvailable: Int
  /// Grows by one with each change of the item's own fields; a reservation is no such change.
  public var version: Int

  public init(id: String, tenantID: String, title: String, unitsTotal: Int, unitsAvailable: Int, version: Int) {
    self.id = id
    self.tenantID = tenantID
    self.title = title
    self.unitsTotal = unitsTotal
    self.unitsAvailable = unitsAvailable
    self.version = version
  }

  /// Reads the columns of ``columns``.
  public init(row: PostgresRow) throws {
    self.init(
      id: try row.get("item_id"), tenantID: try row.get("tenant_id"), title: try row.get("title"), unitsTotal: try row.get("units_total"),
      unitsAvailable: try row.get("units_available"), version: try row.get("version"))
  }

  public static let columns = SQL(unsafe: "item_id::text AS item_id, tenant_id, title, units_total, units_available, version")
}

/// What somebody wants to reserve.
public struct StockReservation: Sendable, Hashable {
  public static let unitBounds = 1...1_000

  public let id: String
  public let itemID: String
  public let tenantID: String
  public let units: Int
  /// SHA-256 of the secret that whoever fetches the units must show, in hex.
  public let pickupHash: String
  public let atMilliseconds: Int64

  public init(id: String, itemID: String, tenantID: String, units: Int, pickupHash: String, atMilliseconds: Int64) {
    self.id = id
    self.itemID = itemID
    self.tenantID = tenantID
    self.units = units
    self.pickupHash = pickupHash
    self.atMilliseconds = atMilliseconds
  }
}
