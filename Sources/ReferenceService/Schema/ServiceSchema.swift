import PostgresAccess

/// How the schema comes to be when the service starts.
public enum SchemaBoot: String, Sendable {
  /// Every migration that is not applied yet.
  case migrations
  /// The whole schema in one go, for an empty database.
  case base
  /// Nothing: the schema is there already.
  case none
}

/// The tables of one context, described twice: as they are, and as the steps that lead there.
public struct SchemaPart: Sendable {
  /// The name of the context.
  public let context: String
  /// The context's tables as they are now.
  public let base: String
  /// The steps, oldest first; versions are unique in the whole service.
  public let migrations: [Migration]

  public init(context: String, base: String, migrations: [Migration]) {
    self.context = context
    self.base = base
    self.migrations = migrations
  }
}

/// The schema of the service by both paths. Both must end in the same catalog (S1-C2).
public struct ServiceSchema: Sendable {
  /// DDL that makes the whole schema in an empty database.
  public var base: String
  /// The migrations of all contexts by version.
  public var migrations: [Migration]

  public init(base: String, migrations: [Migration]) {
    self.base = base
    self.migrations = migrations.sorted { $0.version < $1.version }
  }

  public init(parts: [SchemaPart]) {
    self.init(base: BaseSchema.text(of: parts), migrations: parts.flatMap(\.migrations))
  }

  /// What ships. A context's tables may refer to those of contexts above it.
  ///
  /// Versions count through the whole service without a gap; a new migration takes the next free number, whatever its context:
  /// Identity 1, 2, 10, 14 and 15, Notifications 3, EvidenceRuntime 4, 5, 7 and 12, Terminal 6,
  /// Traffic 8 and 11, Inventory 9, Billing 13.
  public static var healthy: ServiceSchema {
    ServiceSchema(parts: [
      IdentitySchema.part, NotificationsSchema.part, EvidenceSchema.part, TerminalSchema.part, TrafficSchema.part, InventorySchema.part,
      BillingSchema.part,
    ])
  }

  /// Brings the store's schema to where the service needs it.
  func boot(_ kind: SchemaBoot, on store: PostgresPool, timeout: Duration) async throws {
    switch kind {
    case .none: return
    case .migrations:
      let migrator = Migrator(migrations: migrations, timeout: timeout)
      try await store.withConnection { connection in _ = try await migrator.migrate(on: connection) }
    case .base:
      try await store.transaction(timeout: timeout) { connection in try await connection.executeScript(base, timeout: timeout) }
    }
  }
}
