import Cryptography

/// The settings of the Identity context.
public struct IdentityConfiguration: Sendable {
  /// The `iss` claim.
  public var issuer: String
  /// The `aud` claim.
  public var audience: String
  /// The longest life of an access token.
  public static let longestAccessMinutes = 30
  /// The life of a refresh token where none is given.
  public static let refreshDays = 30

  /// How long an access token lives; at most ``longestAccessMinutes``.
  public var tokenLifetime: Duration = .seconds(300)
  /// How long a refresh token lives; at most 90 days.
  public var refreshLifetime: Duration = .seconds(refreshDays * 86_400)
  /// What the digests of refresh tokens are made with, at least 16 bytes and never in the store. Nil makes one at start, which ends
  /// every login with the process, as its keys do.
  public var refreshPepper: [UInt8]?
  /// The `max-age` of the key-set document.
  public var jwksMaxAge: Duration = .seconds(300)
  /// Goes into the entity tag of the key-set document.
  public var jwksSalt: String
  /// Accounts that exist after the start; one that exists already gets this secret and these rights.
  public var accounts: [BootstrapAccount]
  /// Where the service runs, such as `production`, `staging`, `development` or `test`; decides what hashing a secret costs.
  public var environment = "production"
  /// What operators revoke a lost signing key with (`X-Internal-Token`), at least 16 bytes; nil for no such operation.
  public var operatorToken: String?
  /// Where it is written down how a change of keys or algorithm is rolled out; asked for where people depend on the service.
  public var rolloutPlan: String?
  /// A cost below that of the environment, for accounts that nobody keeps; an environment with production's profile refuses it.
  public var cheapSecretCost: Scrypt.Cost?
  /// What is mixed into every secret before it is hashed, at least 16 bytes and never in the store. Without it the hashes that were made
  /// with it verify nothing; nil mixes nothing in.
  public var secretPepper: [UInt8]?
  public var logins = LoginConfiguration()
  /// Whether browsers also send their cookies without TLS; an environment with production's profile refuses it.
  public var hasInsecureCookies = false
  /// Where the signing keys are kept.
  public var keyStorage = KeyStorage.memory
  /// Another issuer whose access tokens count here; nil where there is none.
  public var outside: OutsideIssuerConfiguration?

  public init(issuer: String, audience: String, jwksSalt: String, accounts: [BootstrapAccount]) {
    self.issuer = issuer
    self.audience = audience
    self.jwksSalt = jwksSalt
    self.accounts = accounts
  }

  /// The settings of a service that is started to be examined.
  public static func examined(_ accounts: ReferenceAccounts, random: any ServiceRandom = SystemServiceRandom()) throws
    -> IdentityConfiguration
  {
    IdentityConfiguration(
      issuer: "reference-service", audience: "reference-service", jwksSalt: Hex.encode(try random.bytes(16)), accounts: accounts.all)
  }

  /// The settings of a service that runs alone: one account, `operator` of the tenant `tenant-a`, with every scope.
  public static func standard(operatorSecret: String, random: any ServiceRandom) throws -> IdentityConfiguration {
    IdentityConfiguration(
      issuer: "reference-service", audience: "reference-service", jwksSalt: Hex.encode(try random.bytes(16)),
      accounts: [BootstrapAccount(id: "operator", secret: operatorSecret, tenantID: "tenant-a", roles: [.admin], scopes: ["*"])])
  }

  func problems() -> [ConfigurationProblem] {
    var found: [ConfigurationProblem] = []
    for (name, value) in [("issuer", issuer), ("audience", audience), ("jwksSalt", jwksSalt)] where value.isEmpty {
      found.append(.init("identity.\(name)", "is missing.", remedy: "Give a text that is not empty."))
    }
    if tokenLifetime < .seconds(1) || tokenLifetime > .seconds(Self.longestAccessMinutes * 60) {
      found.append(
        .init("identity.tokenLifetime", "is out of range.", remedy: "Use 1 second to \(Self.longestAccessMinutes) minutes."))
    }
    if refreshLifetime < tokenLifetime || refreshLifetime > .seconds(7_776_000) {
      found.append(.init("identity.refreshLifetime", "is out of range.", remedy: "Use the life of an access token to 90 days."))
    }
    if let refreshPepper, refreshPepper.count < 16 {
      found.append(.init("identity.refreshPepper", "is too short.", remedy: "Use at least 16 bytes."))
    }
    if let secretPepper, secretPepper.count < 16 {
      found.append(.init("identity.secretPepper", "is too short.", remedy: "Use at least 16 bytes."))
    }
    if cheapSecretCost != nil, TabledHashProfiles().profile(in: environment) == .production {
      found.append(
        .init(
          "identity.cheapSecretCost", "asks for cheap hashes in an environment that has production's.",
          remedy: "Leave it out, or set the environment to development or test."))
    }
    if let operatorToken, operatorToken.utf8.count < 16 {
      found.append(.init("identity.operatorToken", "is too short.", remedy: "Use at least 16 bytes."))
    }
    if hasInsecureCookies, TabledHashProfiles().profile(in: environment) == .production {
      found.append(
        .init(
          "identity.hasInsecureCookies", "gives session cookies away without TLS in an environment that is as good as production.",
          remedy: "Leave it out, or set the environment to development or test."))
    }
    if jwksMaxAge < .zero || jwksMaxAge > .seconds(86_400) {
      found.append(.init("identity.jwksMaxAge", "is out of range.", remedy: "Use 0 seconds to 1 day."))
    }
    if accounts.isEmpty { found.append(.init("identity.accounts", "is empty.", remedy: "Give at least one account.")) }
    if Set(accounts.map(\.id)).count != accounts.count {
      found.append(.init("identity.accounts", "names an account twice.", remedy: "Use each id once."))
    }
    found += outside?.problems() ?? []
    if outside?.issuer == issuer {
      found.append(.init("identity.outside.issuer", "is this service's own.", remedy: "Name the other issuer."))
    }
    return found + keyStorage.problems() + accounts.flatMap { $0.problems() } + logins.problems()
  }
}
