import GateKit
import PostgresAccess
import PostgresCluster

/// A target that has no service, only a schema and empty stores on a real server.
actor SchemaLauncher: TargetLauncher {
  /// What an empty store is.
  enum Store {
    /// A database of its own.
    case database
    /// A schema of its own in a database that others use too.
    case schema
  }

  private let cluster: PostgresCluster
  private let declared: TargetSchema?
  private let store: Store
  private let name: String
  private var count = 0

  init(_ cluster: PostgresCluster, _ declared: TargetSchema?, store: Store = .database, name: String) {
    self.cluster = cluster
    self.declared = declared
    self.store = store
    self.name = name
  }

  func dependencies() async throws -> [String: TargetEndpoint] { [:] }
  func launch(_ request: TargetRequest) async throws -> any RunningTarget { try await NoTarget().launch(request) }
  func schema() async throws -> TargetSchema? { declared }

  func scratchDatabase() async throws -> String? {
    count += 1
    let name = "\(name)_\(count)"
    switch store {
    case .database:
      try await cluster.createDatabase(named: name)
      return cluster.configuration(database: name).url
    case .schema:
      var configuration = cluster.configuration()
      let connection = try await PostgresConnection.connect(configuration)
      try await connection.execute("CREATE SCHEMA \(identifier: name)")
      await connection.close()
      configuration.settings["search_path"] = name
      return configuration.url
    }
  }
}
