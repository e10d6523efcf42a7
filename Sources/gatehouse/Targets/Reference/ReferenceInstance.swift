import Foundation
import GateKit
import HTTPWire
import JSONDocument
import PostgresAccess
import ReferenceService
import SeededDefects

/// One start of the reference service: its configuration, its parts, who may call it.
struct ReferenceInstance {
  let direct: PostgresConfiguration
  let database: ReferenceDatabase
  let request: TargetRequest
  let policy: TargetEndpoint
  let issuer: OutsideIssuer
  let issuerEndpoint: TargetEndpoint
  let vault: TargetEndpoint
  let defects: [SeededDefect]
  /// The repository, as the defects leave it.
  let files: any FileTree

  func start() async throws -> ReferenceTarget {
    let clock = ReferenceClock()
    let log = MemoryLogSink(limit: 50_000)
    let accounts = try ReferenceAccounts()
    var configuration = try await configuration(accounts)
    let keyFolder = try request.options["keys"] == "file" || request.options["keys"] == "damaged" ? KeyFolder() : nil
    if let keyFolder { configuration.identity.keyStorage = .file(path: keyFolder.file) }
    if request.options["keys"] == "damaged" { try keyFolder?.damage() }
    for defect in defects { if case .configuration(let change) = defect.change { change(&configuration) } }
    var parts = try ServiceParts.healthy(configuration, clock: clock, logSink: log)
    var schema = ServiceSchema.healthy
    for defect in defects {
      switch defect.change {
      case .parts(let change): change(&parts)
      case .schema(let change): change(&schema)
      case .configuration, .contract, .files, .overlay: break
      }
    }
    let running: RunningService
    do {
      if request.options["seeds"] == "twice" {
        // A service of before on the same store, with parts of its own because it takes its connections along.
        let before = try ReferenceService(configuration, parts: .healthy(configuration, clock: clock, logSink: log), schema: schema)
        await (try await before.start()).stop()
      }
      running = try await ReferenceService(configuration, parts: parts, schema: schema).start()
    } catch let error as CancellationError {
      keyFolder?.remove()
      throw error
    } catch {
      keyFolder?.remove()
      throw TargetError(
        "the reference service does not start: \(error)", remedy: "See its log lines", output: log.lines.suffix(20).map { $0 })
    }
    do {
      let endpoint = TargetEndpoint(host: "127.0.0.1", port: running.port)
      let login = ReferenceLogin(endpoint: endpoint, accounts: accounts, clock: clock)
      var session = try await login.run()
      session.variables.merge(try issuer.variables(now: clock.now())) { old, _ in old }
      session.variables["seconds"] = "\(clock.now().secondsSinceEpoch)"
      let keys = try await parts.identity.keys.keys()
      session.variables.merge(try ForgedTokens(keys: keys, identity: configuration.identity, now: clock.now()).variables()) { old, _ in old
      }
      session.variables.merge(try KeyVariables.of(configuration.identity.keyStorage)) { old, _ in old }
      return ReferenceTarget(
        endpoint: endpoint, running: running, log: log, serviceClock: clock, session: session, direct: direct, database: database,
        keyFolder: keyFolder)
    } catch {
      keyFolder?.remove()
      await running.stop()
      throw error
    }
  }

  private func configuration(_ accounts: ReferenceAccounts) async throws -> ServiceConfiguration {
    var identity = IdentityConfiguration(
      issuer: "https://identity.gatehouse.invalid", audience: "reference-service", jwksSalt: "gatehouse", accounts: accounts.accounts)
    // The accounts are made up for this run, so their secrets need no slow hash.
    identity.environment = "test"
    identity.cheapSecretCost = .negligible
    identity.secretPepper = ExaminedSecrets.pepper
    // All of them come from one address, and many at once; a scenario of the limits switches them on.
    identity.logins.attemptsPerMinute = nil
    identity.logins.networkAttempts = nil
    identity.logins.hashDeadline = .seconds(30)
    var store = direct
    if let override = request.dependencies["database"] {
      store.host = override.host
      store.port = override.port
    }
    var configuration = ServiceConfiguration(database: store, identity: identity)
    configuration.evidence.policyHost = policy.host
    configuration.evidence.policyPort = policy.port
    for (name, value) in request.options {
      switch (name, value) {
      case ("schema", "init"): configuration.schemaBoot = .base
      case ("schema", "migrations"): configuration.schemaBoot = .migrations
      case ("phase2", "on"): configuration.phase2 = true
      case ("phase2", "off"): configuration.phase2 = false
      case ("limits", "on"): configuration.traffic.limits.rules = LimitsConfiguration.examined
      case ("limits", "off"): configuration.traffic.limits.rules = []
      case ("environment", let name):
        configuration.identity.environment = name
        configuration.identity.cheapSecretCost = nil
        guard TabledHashProfiles().profile(in: name) == .production else { break }
        // They come with hashes of no cost, so that starting does not take seconds.
        let cheap = configuration.identity
        for index in accounts.accounts.indices {
          configuration.identity.accounts[index].secretHash = try await cheap.hash(of: accounts.accounts[index].secret, cost: .negligible)
        }
      case ("hashes", "cheap"): break
      case ("outside", "trusted"), ("outside", "refreshable"):
        var outside = OutsideIssuerConfiguration(issuer: OutsideIssuer.issuer, host: issuerEndpoint.host, port: issuerEndpoint.port)
        if value == "refreshable" { outside.refreshToken = OutsideIssuer.refreshToken }
        configuration.identity.outside = outside
      case ("seeds", "twice"), ("keys", "file"), ("keys", "damaged"): break
      case ("keys", "vault"):
        // A secret of its own for each instance.
        let path = "secret/data/keys-\(UUID().uuidString)"
        configuration.identity.keyStorage = .vault(
          VaultConfiguration(host: vault.host, port: vault.port, path: path, token: VaultHost.examinedToken))
      case ("revocation", "on"): configuration.identity.operatorToken = OutsideIssuer.refreshToken
      case ("rollout", let plan): configuration.identity.rolloutPlan = plan
      case ("cookies", "insecure"): configuration.identity.hasInsecureCookies = true
      case ("bodies", "hurried"): configuration.timeouts.body = .milliseconds(300)
      case ("logins", "limited"):
        configuration.identity.logins = LoginConfiguration()
        // So that a scenario can come from many addresses.
        configuration.identity.logins.trustedProxies = ["127.0.0.1"]
      case ("logins", "unlimited"): configuration.identity.logins.attemptsPerMinute = nil
      default:
        throw TargetError(
          "the reference service has no option '\(name): \(value)'",
          remedy:
            "Use schema: init or migrations, phase2: on or off, limits: on or off, logins: limited or unlimited, environment: NAME, hashes: cheap, revocation: on, rollout: PLACE, cookies: insecure, bodies: hurried, seeds: twice, keys: file, vault or damaged, or outside: trusted or refreshable"
        )
      }
    }
    if request.options["hashes"] == "cheap" { configuration.identity.cheapSecretCost = .negligible }
    if let limits = request.dependencies["limits"] {
      var counters = direct
      counters.host = limits.host
      counters.port = limits.port
      configuration.traffic.limits.database = counters
    }
    configuration.billing.webhookSecret = WebhookKey.secret
    // A busy machine is not what is examined: only where the store is disturbed does its statement's own time-out count.
    if request.dependencies["database"] == nil {
      configuration.timeouts.query = .seconds(10)
      configuration.evidence.storeDeadline = .seconds(10)
    }
    configuration.traffic.limits.deadline = .seconds(1)
    configuration.traffic.limits.refresh = .milliseconds(200)
    configuration.document = try ReferenceDocument.published(from: files, phase2: configuration.phase2)
    return configuration
  }
}
