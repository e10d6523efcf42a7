import PostgresAccess
import PostgresCluster
import ReferenceService
import Testing

/// Starts one PostgreSQL server for a suite and everything in it, and stops it afterwards.
struct DatabaseTrait: SuiteTrait, TestScoping {
  /// The server of the suite that runs.
  @TaskLocal static var cluster: PostgresCluster?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
    do {
      try await Self.prepareTemplate(on: cluster)
      try await Self.$cluster.withValue(cluster) { try await function() }
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }
}

extension DatabaseTrait {
  /// A database with the service's schema, to copy for each test.
  static let template = "service_template"

  private static func prepareTemplate(on cluster: PostgresCluster) async throws {
    try await cluster.createDatabase(named: template)
    let connection = try await PostgresConnection.connect(cluster.configuration(database: template))
    _ = try await Migrator(migrations: ServiceSchema.healthy.migrations).migrate(on: connection)
    await connection.close()
  }
}

/// Lets a few tests with a service at a time: more would only take each other's time and run into deadlines.
actor ServiceSlots {
  static let shared = ServiceSlots(count: 3)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(count: Int) { free = count }

  func run(_ body: @Sendable () async throws -> Void) async throws {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    defer {
      if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
    try await body()
  }
}

extension Trait where Self == DatabaseTrait {
  static var database: Self { DatabaseTrait() }
}

/// Everything that needs the service on a real server; suites are nested in it by extensions, one file each.
@Suite(.database) enum RunningServiceTests {}
