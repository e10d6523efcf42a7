import PostgresAccess
import PostgresCluster

/// One server for all suites of this process, and a database of its own for each test.
///
/// The server ends with the process; the next start sweeps its folder.
enum SharedCluster {
  // A task of its own, as all tests wait for the one start and none of them may cancel it.
  private static let starting = Task { try await PostgresCluster.start(options: .init(startTimeout: .seconds(120))) }

  static func database() async throws -> PostgresConfiguration {
    let cluster = try await starting.value
    let name = "test_\(UInt64.random(in: 0...UInt64.max))"
    try await cluster.createDatabase(named: name)
    // The tests share two cores with all the others: making a connection may take long there.
    var configuration = cluster.configuration(database: name)
    configuration.connectTimeout = .seconds(90)
    return configuration
  }

  /// Connects to a new database.
  static func connection(queryTimeout: Duration = .seconds(30)) async throws -> PostgresConnection {
    try await PostgresConnection.connect(try await database(), queryTimeout: queryTimeout)
  }
}

/// The PostgreSQL error that `body` ends with, or nil.
func postgresError<Output>(_ body: () async throws -> Output) async -> PostgresError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? PostgresError
  }
}

/// Tries again while the server is out of reach, as long as a busy machine may need.
func eventually<Output>(_ body: () async throws -> Output) async throws -> Output {
  let deadline = ContinuousClock.now.advanced(by: .seconds(90))
  while true {
    do {
      return try await body()
    } catch let error as PostgresError where error.isUnavailability && ContinuousClock.now < deadline {
      continue
    }
  }
}
