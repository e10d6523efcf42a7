import Cryptography
import Logging
import PostgresAccess

extension ServiceConfiguration {
  /// The configuration of a service that runs alone, from its environment.
  ///
  /// | variable | meaning |
  /// |---|---|
  /// | `REFERENCE_DATABASE_URL` | the store, required |
  /// | `REFERENCE_ACCOUNT_SECRET` | the secret of the account `operator`, required, at least 16 bytes |
  /// | `REFERENCE_ENVIRONMENT` | `development` and `test` hash cheaply; anything else, also nothing, is as good as production |
  /// | `REFERENCE_SECRET_PEPPER` | what is mixed into every secret, at least 16 bytes; required outside `development` and `test` |
  /// | `REFERENCE_CHEAP_HASHES` | `on` for hashes that cost next to nothing; production refuses to start with it |
  /// | `REFERENCE_INSECURE_COOKIES` | `on` for session cookies without TLS; production refuses to start with it |
  /// | `REFERENCE_OPERATOR_TOKEN` | what a lost signing key is revoked with, at least 16 bytes; without it nobody can |
  /// | `REFERENCE_ROLLOUT_PLAN` | where it is written how a change of keys is rolled out; production warns without it |
  /// | `REFERENCE_KEY_FILE` | the file of the signing keys, mode 0600; without it and a vault they end with the process |
  /// | `REFERENCE_VAULT_HOST`, `REFERENCE_VAULT_PORT`, `REFERENCE_VAULT_PATH`, `REFERENCE_VAULT_TOKEN` | the vault of the signing keys |
  /// | `REFERENCE_PORT` | port, default 0 (any) |
  /// | `REFERENCE_POLICY_HOST`, `REFERENCE_POLICY_PORT` | the policy engine, default `127.0.0.1` and 0 (none) |
  /// | `REFERENCE_SCHEMA_BOOT` | `migrations` (default), `base` or `none` |
  /// | `REFERENCE_WEBHOOK_SECRET` | what the payment provider signs with; without it its events are refused |
  /// | `REFERENCE_LIMITS` | rate limits, those of log-ins too: `standard` (default) or `off` |
  /// | `REFERENCE_LOG_LEVEL` | `trace` to `critical`, default `info` |
  ///
  /// - Throws: ``ConfigurationError`` that names everything that is missing or wrong, never a value.
  public init(environment: [String: String], random: any ServiceRandom = SystemServiceRandom()) throws {
    var problems: [ConfigurationProblem] = []
    func required(_ name: String, _ remedy: String) -> String {
      guard let value = environment[name], !value.isEmpty else {
        problems.append(.init(name, "is missing.", remedy: remedy))
        return ""
      }
      return value
    }
    let url = required("REFERENCE_DATABASE_URL", "Set it to a postgresql:// URL.")
    let secret = required("REFERENCE_ACCOUNT_SECRET", "Set it to a secret of at least 16 bytes.")
    var database: PostgresConfiguration?
    if !url.isEmpty {
      do { database = try PostgresConfiguration(url: url) } catch {
        problems.append(.init("REFERENCE_DATABASE_URL", "is not a usable database URL.", remedy: "Use postgresql://user@host:port/name."))
      }
    }
    let port = Int(environment["REFERENCE_PORT"] ?? "0")
    if port == nil { problems.append(.init("REFERENCE_PORT", "is not a number.", remedy: "Use 0 to 65535.")) }
    let boot = SchemaBoot(rawValue: environment["REFERENCE_SCHEMA_BOOT"] ?? "migrations")
    if boot == nil { problems.append(.init("REFERENCE_SCHEMA_BOOT", "is not known.", remedy: "Use migrations, base or none.")) }
    let level = Logger.Level(rawValue: environment["REFERENCE_LOG_LEVEL"] ?? "info")
    if level == nil {
      problems.append(.init("REFERENCE_LOG_LEVEL", "is not a level.", remedy: "Use trace, debug, info, warning or error."))
    }
    let policyPort = Int(environment["REFERENCE_POLICY_PORT"] ?? "0")
    if policyPort == nil { problems.append(.init("REFERENCE_POLICY_PORT", "is not a number.", remedy: "Use 0 to 65535.")) }
    let limits = environment["REFERENCE_LIMITS"] ?? "standard"
    if !["standard", "off"].contains(limits) {
      problems.append(.init("REFERENCE_LIMITS", "is not known.", remedy: "Use standard or off."))
    }
    let name = environment["REFERENCE_ENVIRONMENT"] ?? ""
    let pepper = environment["REFERENCE_SECRET_PEPPER"].map { Array($0.utf8) }
    if pepper == nil, TabledHashProfiles().profile(in: name) == .production {
      problems.append(.init("REFERENCE_SECRET_PEPPER", "is missing.", remedy: "Set it to at least 16 bytes that nobody knows."))
    }
    let cheap = environment["REFERENCE_CHEAP_HASHES"] ?? "off"
    if !["on", "off"].contains(cheap) { problems.append(.init("REFERENCE_CHEAP_HASHES", "is not known.", remedy: "Use on or off.")) }
    let cookies = environment["REFERENCE_INSECURE_COOKIES"] ?? "off"
    if !["on", "off"].contains(cookies) {
      problems.append(.init("REFERENCE_INSECURE_COOKIES", "is not known.", remedy: "Use on or off."))
    }
    guard let database, let port, let policyPort, let boot, let level, problems.isEmpty else { throw ConfigurationError(problems) }
    self.init(database: database, identity: try .standard(operatorSecret: secret, random: random))
    self.port = port
    identity.environment = name
    identity.secretPepper = pepper
    identity.keyStorage = KeyStorage(environment: environment)
    identity.operatorToken = environment["REFERENCE_OPERATOR_TOKEN"]
    identity.rolloutPlan = environment["REFERENCE_ROLLOUT_PLAN"]
    identity.hasInsecureCookies = cookies == "on"
    identity.cheapSecretCost = cheap == "on" ? .negligible : nil
    evidence.policyHost = environment["REFERENCE_POLICY_HOST"] ?? evidence.policyHost
    evidence.policyPort = policyPort
    schemaBoot = boot
    billing.webhookSecret = environment["REFERENCE_WEBHOOK_SECRET"]
    traffic.limits.rules = limits == "off" ? [] : LimitsConfiguration.standard
    if limits == "off" {
      identity.logins.attemptsPerMinute = nil
      identity.logins.networkAttempts = nil
    }
    logLevel = level
    _ = try validated()
  }
}
