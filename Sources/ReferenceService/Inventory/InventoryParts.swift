import PostgresAccess

/// The replaceable parts of the Inventory context.
public struct InventoryParts: Sendable {
  public var stock: any StockKeeping
  public var updating: any ItemUpdating

  public init(stock: any StockKeeping, updating: any ItemUpdating) {
    self.stock = stock
    self.updating = updating
  }

  /// The parts that ship.
  static func healthy(store: PostgresPool) -> InventoryParts {
    InventoryParts(stock: AtomicStockKeeping(store: store), updating: VersionedItemUpdating(store: store))
  }
}
