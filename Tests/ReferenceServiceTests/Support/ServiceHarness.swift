import Cryptography
import FaultProxy
import Foundation
import HTTPWire
import JSONDocument
import PostgresAccess
import ReferenceService
import SeededDefects
import Testing

/// A real service on a database of its own, with its policy engine and a fault proxy before each dependency, for one test.
struct ServiceHarness: Sendable {
  /// What a test may vary.
  struct Setup: Sendable {
    var clock: any ServiceClock = SystemServiceClock()
    /// Whether the database begins without tables.
    var isEmpty = false
    /// The names of seeded defects to switch on.
    var defects: [String] = []
    var configure: @Sendable (inout ServiceConfiguration) -> Void = { _ in }
  }

  /// The accounts of every harness; all have the same secret.
  enum Account: String {
    /// An administrator of tenant-a.
    case admin
    /// Another administrator of tenant-a.
    case colleague
    /// An administrator of tenant-b.
    case stranger
  }

  static let secret = "a-secret-of-the-tests"

  let endpoint: WireEndpoint
  let loops: WireLoops
  let client: HTTPWireClient
  let parts: ServiceParts
  let store: FaultProxy
  let engine: FaultProxy
  let log: MemoryLogSink
  /// The database of this harness, without the proxy.
  let database: PostgresConfiguration

  /// Starts everything, runs the test, and ends everything.
  static func run(_ setup: Setup = Setup(), _ body: @Sendable (ServiceHarness) async throws -> Void) async throws {
    try await ServiceSlots.shared.run { try await start(setup, body) }
  }

  private static func start(_ setup: Setup, _ body: (ServiceHarness) async throws -> Void) async throws {
    let cluster = try #require(DatabaseTrait.cluster)
    let name = "test_" + Hex.encode(try SecureRandom.bytes(8))
    try await cluster.createDatabase(named: name, template: setup.isEmpty ? nil : DatabaseTrait.template)
    let store = try await FaultProxy.start(upstreamHost: cluster.host, upstreamPort: cluster.port)
    let policy = try await PolicyEngine().start()
    let engine = try await FaultProxy.start(upstreamHost: "127.0.0.1", upstreamPort: policy.port)
    let loops = WireLoops()
    let result: Result<Void, any Error>
    do {
      let database = cluster.configuration(database: name)
      try await serve(setup, database: database, store: store, engine: engine, loops: loops, body)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await engine.stop()
    await policy.stop()
    await store.stop()
    await loops.shutdown()
    try result.get()
  }

  private static func serve(
    _ setup: Setup, database: PostgresConfiguration, store: FaultProxy, engine: FaultProxy, loops: WireLoops,
    _ body: (ServiceHarness) async throws -> Void
  ) async throws {
    var proxied = database
    proxied.host = store.host
    proxied.port = store.port
    var configuration = ServiceConfiguration(database: proxied, identity: identity)
    configuration.evidence.policyPort = engine.port
    // Long, because a busy machine is not what is tested; a test of a deadline sets its own.
    configuration.evidence.policyDeadline = .seconds(10)
    configuration.evidence.storeDeadline = .seconds(10)
    setup.configure(&configuration)
    let changes = try setup.defects.map { try #require(DefectCatalog.named($0)).change }
    for case .configuration(let change) in changes { change(&configuration) }
    let log = MemoryLogSink()
    var parts = try ServiceParts.healthy(configuration, clock: setup.clock, logSink: log)
    for case .parts(let change) in changes { change(&parts) }
    var schema = ServiceSchema.healthy
    for case .schema(let change) in changes { change(&schema) }
    let running = try await ReferenceService(configuration, parts: parts, schema: schema).start()
    let endpoint = WireEndpoint(host: "127.0.0.1", port: running.port)
    let harness = ServiceHarness(
      endpoint: endpoint, loops: loops, client: HTTPWireClient(endpoint: endpoint, loops: loops), parts: parts, store: store,
      engine: engine, log: log, database: database)
    do {
      try await body(harness)
    } catch {
      await harness.client.close()
      await running.stop()
      throw error
    }
    await harness.client.close()
    await running.stop()
  }

  private static var identity: IdentityConfiguration {
    func account(_ account: Account, _ tenant: String) -> BootstrapAccount {
      BootstrapAccount(id: account.rawValue, secret: secret, tenantID: tenant, roles: [.admin], scopes: ["*"])
    }
    var identity = IdentityConfiguration(
      issuer: "test", audience: "test", jwksSalt: "salt",
      accounts: [account(.admin, "tenant-a"), account(.colleague, "tenant-a"), account(.stranger, "tenant-b")])
    identity.environment = "test"
    identity.cheapSecretCost = Scrypt.Cost(iterations: 16, blockSize: 8, parallelism: 1)
    // Tests log in often, and all from one address.
    identity.logins.attemptsPerMinute = nil
    identity.logins.networkAttempts = nil
    identity.logins.hashDeadline = .seconds(60)
    return identity
  }
}
