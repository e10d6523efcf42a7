import PostgresAccess
import Testing

@testable import ReferenceService

@Suite struct ServiceConfigurationTests {
  private let complete = [
    "REFERENCE_DATABASE_URL": "postgresql://user:hunter2@127.0.0.1:5432/db", "REFERENCE_ACCOUNT_SECRET": "sixteen-bytes-or-more",
    "REFERENCE_SECRET_PEPPER": "sixteen-bytes-of-pepper",
  ]

  @Test("reads a whole environment")
  func reads() throws {
    var environment = complete
    environment["REFERENCE_PORT"] = "8123"
    environment["REFERENCE_SCHEMA_BOOT"] = "base"
    let configuration = try ServiceConfiguration(environment: environment)
    #expect(configuration.port == 8_123)
    #expect(configuration.schemaBoot == .base)
    #expect(configuration.identity.accounts.map(\.id) == ["operator"])
  }

  @Test("names everything that is missing at once")
  func missing() {
    let error = #expect(throws: ConfigurationError.self) { try ServiceConfiguration(environment: [:]) }
    #expect(error?.problems.map(\.setting) == ["REFERENCE_DATABASE_URL", "REFERENCE_ACCOUNT_SECRET", "REFERENCE_SECRET_PEPPER"])
  }

  @Test(
    "names a value that is wrong and never shows it",
    arguments: [
      ("REFERENCE_PORT", "hunter2"), ("REFERENCE_SCHEMA_BOOT", "hunter2"), ("REFERENCE_LOG_LEVEL", "hunter2"),
      ("REFERENCE_DATABASE_URL", "hunter2"), ("REFERENCE_ACCOUNT_SECRET", "hunter2"), ("REFERENCE_SECRET_PEPPER", "hunter2"),
      ("REFERENCE_CHEAP_HASHES", "hunter2"), ("REFERENCE_INSECURE_COOKIES", "hunter2"),
    ])
  func wrong(setting: String, value: String) {
    var environment = complete
    environment[setting] = value
    let error = #expect(throws: ConfigurationError.self) { try ServiceConfiguration(environment: environment) }
    #expect(error?.problems.isEmpty == false)
    #expect(error.map { !"\($0)".contains("hunter2") } == true)
  }

  @Test("takes cheap hashes where hashes may be cheap, and nowhere else", arguments: ["", "production", "staging", "Development", "test "])
  func cheapHashes(name: String) throws {
    var environment = complete
    environment["REFERENCE_ENVIRONMENT"] = name
    environment["REFERENCE_CHEAP_HASHES"] = "on"
    let error = #expect(throws: ConfigurationError.self) { try ServiceConfiguration(environment: environment) }
    #expect(error?.problems.map(\.setting) == ["identity.cheapSecretCost"])
    environment["REFERENCE_ENVIRONMENT"] = "development"
    environment["REFERENCE_SECRET_PEPPER"] = nil
    #expect(try ServiceConfiguration(environment: environment).identity.cheapSecretCost != nil)
  }

  @Test("takes cookies without TLS in development only")
  func insecureCookies() throws {
    var environment = complete
    environment["REFERENCE_INSECURE_COOKIES"] = "on"
    let error = #expect(throws: ConfigurationError.self) { try ServiceConfiguration(environment: environment) }
    #expect(error?.problems.map(\.setting) == ["identity.hasInsecureCookies"])
    environment["REFERENCE_ENVIRONMENT"] = "development"
    #expect(try ServiceConfiguration(environment: environment).identity.hasInsecureCookies)
  }

  @Test("A setting that asks for a second signature changes no token", arguments: ["REFERENCE_DUAL_SIGNING", "REFERENCE_SECOND_ALGORITHM"])
  func dualSigning(setting: String) async throws {
    var environment = complete
    environment[setting] = "on"
    let configuration = try ServiceConfiguration(environment: environment)
    let parts = try ServiceParts.healthy(configuration).identity
    let account = Account(id: "a", secretHash: "", tenantID: "tenant-a", roles: [.admin], scopes: ["*"])
    let token = try await parts.issuer.issue(to: account, scopes: ["*"]).token
    let text = try #require(SignedToken(token))
    let header = try TokenHeader.read(text)
    let active = try await parts.keys.keys().active.id
    #expect(header.algorithm == "EdDSA" && header.keyID == active)
    #expect(text.signature.count == 64)
  }

  @Test(
    "A plan of how keys are rolled out is demanded where people depend on the service, until one is named",
    arguments: [
      ("production", nil, true), ("production", "", true), ("production", "docs/rollout.md", false), ("anything else", nil, true),
      ("test", nil, false), ("development", nil, false),
    ])
  func rolloutPlan(environment: String, plan: String?, isDemanded: Bool) {
    #expect(ProductionDemandsAPlan().isDemanded(in: environment, plan: plan) == isDemanded)
  }

  @Test("names every setting that is out of range")
  func ranges() throws {
    var configuration = try ServiceConfiguration(environment: complete)
    configuration.port = 70_000
    configuration.poolSize = 0
    configuration.timeouts.query = .zero
    configuration.identity.tokenLifetime = .seconds(7_200)
    configuration.identity.accounts = []
    let settings = configuration.problems().map(\.setting)
    #expect(settings == ["port", "poolSize", "timeouts.query", "identity.tokenLifetime", "identity.accounts"])
  }
}
