import PostgresAccess
import Testing

struct MigratorTests {
  private static let first = Migration(version: 1, name: "items", up: "CREATE TABLE item (id int)", down: "DROP TABLE item")
  private static let second = Migration(
    version: 2, name: "colour", up: "ALTER TABLE item ADD colour text; INSERT INTO item VALUES (1, 'red')",
    down: "DELETE FROM item; ALTER TABLE item DROP colour")

  @Test("Steps go forward, back and forward again")
  func upDownUp() async throws {
    let connection = try await SharedCluster.connection()
    let migrator = Migrator(migrations: [Self.first, Self.second])
    #expect(try await migrator.migrate(on: connection) == [1, 2])
    #expect(try await migrator.migrate(on: connection) == [])
    #expect(try await connection.query("SELECT colour FROM item").count == 1)
    #expect(try await migrator.rollback(on: connection, to: 0) == [2, 1])
    #expect(try await connection.query("SELECT to_regclass('item') AS t").first?.get("t", as: String?.self) == nil)
    #expect(try await migrator.migrate(on: connection) == [1, 2])
    let status = try await migrator.status(on: connection)
    #expect(status.map(\.version) == [1, 2])
    #expect(status.allSatisfy { $0.checksum.count == 64 })
  }

  @Test(
    "A step edited after it was applied is refused, whichever part was edited",
    arguments: [
      Migration(version: 1, name: "items", up: "CREATE TABLE item (id bigint)", down: "DROP TABLE item"),
      Migration(version: 1, name: "items", up: "CREATE TABLE item (id int)", down: "DROP TABLE IF EXISTS item"),
      Migration(version: 1, name: "Items", up: "CREATE TABLE item (id int)", down: "DROP TABLE item"),
    ])
  func edited(step: Migration) async throws {
    let connection = try await SharedCluster.connection()
    try await Migrator(migrations: [Self.first]).migrate(on: connection)
    let error = await postgresError { try await Migrator(migrations: [step, Self.second]).migrate(on: connection) }
    guard case .migration(let reason) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(reason.contains("checksum"))
    #expect(try await Migrator(migrations: [Self.first]).status(on: connection).count == 1)
  }

  @Test("A step that the program does not know, and a gap, are refused")
  func unknownAndGap() async throws {
    let connection = try await SharedCluster.connection()
    try await Migrator(migrations: [Self.first, Self.second]).migrate(on: connection)
    guard case .migration = await postgresError({ try await Migrator(migrations: [Self.first]).migrate(on: connection) }) else {
      return #expect(Bool(false))
    }
    try await connection.execute("DELETE FROM schema_migrations WHERE version = 1")
    let error = await postgresError { try await Migrator(migrations: [Self.first, Self.second]).migrate(on: connection) }
    guard case .migration = error else { return #expect(Bool(false)) }
    let holed = Migrator(migrations: [Self.second])
    guard case .migration = await postgresError({ try await holed.migrate(on: connection) }) else { return #expect(Bool(false)) }
  }

  @Test("A step that fails leaves nothing behind")
  func failing() async throws {
    let connection = try await SharedCluster.connection()
    let broken = Migration(version: 2, name: "broken", up: "CREATE TABLE other (v int); SELECT 1/0", down: "SELECT 1")
    let error = await postgresError { try await Migrator(migrations: [Self.first, broken]).migrate(on: connection) }
    guard case .migration(let reason) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(reason.contains("broken"))
    #expect(try await connection.query("SELECT to_regclass('other') AS t").first?.get("t", as: String?.self) == nil)
    #expect(try await Migrator(migrations: [Self.first]).migrate(on: connection) == [1])
  }

  @Test("Of migrators that run at once one applies each step")
  func simultaneous() async throws {
    let configuration = try await SharedCluster.database()
    let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<6 {
        group.addTask {
          let connection = try await PostgresConnection.connect(configuration)
          return try await Migrator(migrations: [Self.first, Self.second]).migrate(on: connection)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.sorted() == [1, 2])
  }
}
