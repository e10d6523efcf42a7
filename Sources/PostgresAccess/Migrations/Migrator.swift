/// Brings a database to a version of its schema and back.
///
/// All steps of a call are one transaction under an advisory lock, so two migrators at once do the work once, and a
/// step that fails leaves nothing behind.
public struct Migrator: Sendable {
  public let migrations: [Migration]
  private let timeout: Duration?
  private static let lock = 7_471_002_914

  /// - Parameter timeout: of each step, of waiting for another migrator and of the commit; nil for the connection's own.
  public init(migrations: [Migration], timeout: Duration? = nil) {
    self.migrations = migrations.sorted { $0.version < $1.version }
    self.timeout = timeout
  }

  /// Applies what is missing up to `target` (all when nil) and returns the versions applied.
  /// - Throws: ``PostgresError/migration(reason:)`` for a gap, an unknown or an edited step.
  @discardableResult
  public func migrate(on connection: PostgresConnection, to target: Int? = nil) async throws -> [Int] {
    try await locked(connection) { connection, applied in
      let missing = migrations.filter { $0.version > applied.count && $0.version <= target ?? Int.max }
      for migration in missing {
        try await run(migration.up, of: migration, on: connection)
        try await connection.execute(
          """
          INSERT INTO schema_migrations (version, name, checksum)
          VALUES (\(migration.version), \(migration.name), \(Self.checksum(of: migration)))
          """, timeout: timeout)
      }
      return missing.map(\.version)
    }
  }

  /// Takes steps back, newest first, until `target` is the newest (0 takes all back).
  @discardableResult
  public func rollback(on connection: PostgresConnection, to target: Int) async throws -> [Int] {
    try await locked(connection) { connection, applied in
      let surplus = migrations.filter { $0.version > target && $0.version <= applied.count }.reversed()
      for migration in surplus {
        try await run(migration.down, of: migration, on: connection)
        try await connection.execute("DELETE FROM schema_migrations WHERE version = \(migration.version)")
      }
      return surplus.map(\.version)
    }
  }

  /// What the database has, oldest first; empty for a database that no migrator has seen.
  public func status(on connection: PostgresConnection) async throws -> [AppliedMigration] {
    let exists = try await connection.query("SELECT to_regclass('schema_migrations') IS NOT NULL AS exists", timeout: timeout)
    guard try exists.first?.get("exists", as: Bool.self) == true else { return [] }
    return try await connection.query("SELECT version, name, checksum FROM schema_migrations ORDER BY version", timeout: timeout).map {
      row in
      AppliedMigration(version: try row.get("version"), name: try row.get("name"), checksum: try row.get("checksum"))
    }
  }

  private func locked<Value: Sendable>(
    _ connection: PostgresConnection,
    _ body: @Sendable (PostgresConnection, [AppliedMigration]) async throws -> Value
  ) async throws -> Value {
    for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
      throw PostgresError.migration(reason: "'\(migration.name)' has version \(migration.version), and \(index + 1) is expected there")
    }
    return try await connection.transaction(timeout: timeout) { connection in
      _ = try await connection.query("SELECT pg_advisory_xact_lock(\(Self.lock))", timeout: timeout)
      try await connection.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
        """, timeout: timeout)
      let applied = try await status(on: connection)
      try await check(applied, on: connection)
      return try await body(connection, applied)
    }
  }

  private func check(_ applied: [AppliedMigration], on connection: PostgresConnection) async throws {
    for (index, step) in applied.enumerated() {
      guard step.version == index + 1 else {
        throw PostgresError.migration(reason: "the database has no step \(index + 1), but has \(step.version)")
      }
      guard index < migrations.count else {
        throw PostgresError.migration(reason: "the database has step \(step.version) '\(step.name)', which this program does not know")
      }
      let expected = try await connection.query("SELECT \(Self.checksum(of: migrations[index])) AS checksum", timeout: timeout)
      guard try expected.first?.get("checksum", as: String.self) == step.checksum else {
        throw PostgresError.migration(reason: "step \(step.version) '\(step.name)' was edited after it had been applied: checksums differ")
      }
    }
  }

  private func run(_ text: String, of migration: Migration, on connection: PostgresConnection) async throws {
    do {
      try await connection.executeScript(text, timeout: timeout)
    } catch PostgresError.queryFailed(let failure) {
      throw PostgresError.migration(reason: "step \(migration.version) '\(migration.name)': \(failure.message) [\(failure.sqlState)]")
    }
  }

  /// The server computes the digest, so that this module needs no library for it.
  private static func checksum(of migration: Migration) -> SQL {
    let text = "\(migration.name)\n-- up\n\(migration.up)\n-- down\n\(migration.down)"
    return "encode(sha256(convert_to(\(text)::text, 'UTF8')), 'hex')"
  }
}
