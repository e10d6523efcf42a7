import Foundation
import PostgresAccess
import PostgresCluster

/// Where the reference service's stores come from: an own cluster, or schemas of their own on somebody's server.
actor ReferenceDatabase {
  private enum Server {
    case cluster(PostgresCluster)
    case existing(PostgresConfiguration)
  }

  private let server: Server
  private var made: [String] = []
  private var stores = 0
  /// Stores that nobody uses any more, and that are still there.
  private var retired: [String] = []

  /// The first of a batch writes what is in memory out, which the others then need not.
  private static let batch = 16

  /// - Parameter url: a server that is there already; nil starts one.
  /// - Throws: `ClusterError`, or `PostgresError` when the existing server cannot be used.
  static func open(url: String?) async throws -> ReferenceDatabase {
    guard let url else {
      // For servers at places where distributions do not put them.
      let folder = ProcessInfo.processInfo.environment["GATEHOUSE_POSTGRES_BIN"]
      return ReferenceDatabase(.cluster(try await PostgresCluster.start(options: .init(binaries: folder.map { [$0] }))))
    }
    let configuration: PostgresConfiguration
    do {
      configuration = try PostgresConfiguration(url: url)
      let connection = try await PostgresConnection.connect(configuration)
      await connection.close()
    } catch let error as PostgresError {
      throw CommandError("the database given with --database cannot be used: \(error)", remedy: "Check the URL and that the server runs")
    }
    return ReferenceDatabase(.existing(configuration))
  }

  private init(_ server: Server) { self.server = server }

  /// Where the server listens.
  var endpoint: (host: String, port: Int) {
    switch server {
    case .cluster(let cluster): (cluster.host, cluster.port)
    case .existing(let configuration): (configuration.host, configuration.port)
    }
  }

  /// A store that nobody uses any more. It goes with others, so that a long run doesn't fill the disk or the memory.
  func retire(_ store: PostgresConfiguration) async {
    guard case .cluster(let cluster) = server, made.contains(store.database) else { return }
    retired.append(store.database)
    guard retired.count >= Self.batch else { return }
    let gone = retired
    retired = []
    made.removeAll { gone.contains($0) }
    // What cannot be dropped goes with the cluster.
    for name in gone { try? await cluster.dropDatabase(named: name) }
  }

  /// An empty store.
  func makeStore() async throws -> PostgresConfiguration {
    stores += 1
    let name = "gatehouse_\(stores)_\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
    switch server {
    case .cluster(let cluster):
      try await cluster.createDatabase(named: name)
      made.append(name)
      return cluster.configuration(database: name)
    case .existing(var configuration):
      try await Self.run("CREATE SCHEMA \(identifier: name)", on: configuration)
      made.append(name)
      configuration.settings["search_path"] = name
      return configuration
    }
  }

  /// What broke, or nil.
  func failure() async -> String? {
    switch server {
    case .cluster(let cluster):
      return cluster.isRunning ? nil : "the PostgreSQL server of this run (port \(cluster.port)) has ended"
    case .existing(let configuration):
      do {
        try await Self.run("SELECT 1", on: configuration)
        return nil
      } catch {
        return "the PostgreSQL server given with --database does not answer: \(error)"
      }
    }
  }

  /// Removes what was made.
  func close() async {
    switch server {
    case .cluster(let cluster): await cluster.stop()
    case .existing(let configuration):
      for name in made { try? await Self.run("DROP SCHEMA IF EXISTS \(identifier: name) CASCADE", on: configuration) }
    }
  }

  private static func run(_ sql: SQL, on configuration: PostgresConfiguration) async throws {
    let connection = try await PostgresConnection.connect(configuration)
    do { try await connection.execute(sql) } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }
}
