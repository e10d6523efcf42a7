import GateKit
import GateModel
import PostgresAccess
import ReferenceService
import SeededDefects

/// Starts the reference service in this process, each instance on a store of its own.
actor ReferenceLauncher: TargetLauncher {
  private let database: ReferenceDatabase
  private let work: BackgroundWork
  /// What is switched on; empty for the healthy service.
  private let defects: [SeededDefect]
  /// The repository, as the defects leave it.
  private let files: any FileTree
  private var policyEngine: TargetEndpoint?
  private var vaultHost: TargetEndpoint?
  private var outsideIssuer: (issuer: OutsideIssuer, endpoint: TargetEndpoint)?

  init(database: ReferenceDatabase, work: BackgroundWork, files: any FileTree, defects: [SeededDefect] = []) {
    self.database = database
    self.files = files
    self.work = work
    self.defects = defects
  }

  func dependencies() async throws -> [String: TargetEndpoint] {
    let store = await database.endpoint
    let endpoint = TargetEndpoint(host: store.host, port: store.port)
    // The rate limiter counts over connections of its own, so that they can be disturbed alone.
    return [
      "database": endpoint, "limits": endpoint, "policy": try await policyEndpoint(), "issuer": try await outside().endpoint,
      "vault": try await vault(),
    ]
  }

  func launch(_ request: TargetRequest) async throws -> any RunningTarget {
    let policy = try await policyEndpoint()
    let direct: PostgresConfiguration
    do {
      direct = try await database.makeStore()
    } catch let error as PostgresError {
      throw TargetError("no store can be made for the reference service: \(error)", remedy: "See that the PostgreSQL server still runs")
    }
    let outside = try await outside()
    let vault = try await vault()
    let instance = ReferenceInstance(
      direct: direct, database: database, request: request, policy: request.dependencies["policy"] ?? policy, issuer: outside.issuer,
      issuerEndpoint: request.dependencies["issuer"] ?? outside.endpoint,
      vault: request.dependencies["vault"] ?? vault, defects: defects, files: files)
    return try await instance.start()
  }

  func schema() async throws -> TargetSchema? {
    var schema = ServiceSchema.healthy
    for defect in defects { if case .schema(let change) = defect.change { change(&schema) } }
    return TargetSchema(
      initial: [schema.base],
      migrations: schema.migrations.map { TargetMigration(version: $0.version, name: $0.name, up: $0.up, down: $0.down) },
      sources: ["Sources/ReferenceService"], path: "Sources/ReferenceService/Schema/BaseSchema.swift")
  }

  func scratchDatabase() async throws -> String? { try await database.makeStore().url }

  func infrastructureFailure() async -> String? { await database.failure() }

  private func outside() async throws -> (issuer: OutsideIssuer, endpoint: TargetEndpoint) {
    if let outsideIssuer { return outsideIssuer }
    let issuer = try OutsideIssuer()
    let started = (issuer: issuer, endpoint: try await issuer.start(on: work))
    // Another case may have started one while this one was waiting; the first one counts.
    if let outsideIssuer { return outsideIssuer }
    outsideIssuer = started
    return started
  }

  private func vault() async throws -> TargetEndpoint {
    if let vaultHost { return vaultHost }
    let started = try await VaultEndpoint.start(on: work)
    // Another case may have started one while this one was waiting; the first one counts.
    if let vaultHost { return vaultHost }
    vaultHost = started
    return started
  }

  private func policyEndpoint() async throws -> TargetEndpoint {
    if let policyEngine { return policyEngine }
    let endpoint = try await PolicyEngineHost.start(on: work)
    policyEngine = endpoint
    return endpoint
  }
}
