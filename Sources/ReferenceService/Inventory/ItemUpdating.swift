import PostgresAccess

/// Changes an item of which the caller has seen a version.
public protocol ItemUpdating: Sendable {
  /// - Returns: The item as it is now, or nil if it is not at `version` any more, or not there.
  func rename(_ itemID: String, tenantID: String, title: String, version: Int) async throws -> InventoryItem?
}

/// Lets the change through only where the version is still the one that was seen, in one statement.
public struct VersionedItemUpdating: ItemUpdating {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func rename(_ itemID: String, tenantID: String, title: String, version: Int) async throws -> InventoryItem? {
    let rows = try await store.query(
      """
      UPDATE inventory_items SET title = \(title), version = version + 1
      WHERE item_id = \(itemID)::uuid AND tenant_id = \(tenantID) AND version = \(version)::integer
      RETURNING \(InventoryItem.columns)
      """)
    return try rows.first.map(InventoryItem.init(row:))
  }
}
