import Cryptography
import ReferenceService

/// What can be wrong with how secrets are hashed.
enum HashDefects {
  static let all: [SeededDefect] = [
    SeededDefect(
      "hash.verify-uses-current-params", requirements: ["S3-EF-DEVX-01"], "A hash is verified with the parameters of now.",
      change: .parts { $0.identity.storedCosts = CostOfNow() }),
    SeededDefect(
      "hash.unknown-env-gets-dev", requirements: ["S3-EF-DEVX-01.1"], "An environment that nobody knows hashes cheaply.",
      change: .parts { $0.identity.hashProfiles = UnknownIsDevelopment() }),
    SeededDefect(
      "hash.prod-uses-dev-cost", requirements: ["S3-EF-DEVX-01.2"], "Production hashes with the profile of development.",
      change: .parts { $0.identity.hashProfiles = ProductionIsDevelopment(healthy: $0.identity.hashProfiles) }),
    SeededDefect(
      "hash.cost-only-named", requirements: ["S3-EF-DEVX-01.2"], "A hash names a cost that was not spent on it.",
      change: .parts { $0.identity.secretDeriving = CheaperThanNamed(healthy: $0.identity.secretDeriving) }),
    SeededDefect(
      "hash.flag-overrides-production", requirements: ["S3-EF-DEVX-01.3"], "Whoever asks for cheap hashes gets them, also in production.",
      change: .configuration { if $0.identity.cheapSecretCost != nil { $0.identity.environment = "development" } }),
    SeededDefect(
      "hash.truncates-72-bytes", requirements: ["S4-BE-004"], "Pepper and secret are cut behind 72 bytes.",
      change: .parts { $0.identity.secretPreparing = CutSecret() }),
    SeededDefect(
      "hash.pepper-left-out", requirements: ["S4-BE-004"], "A hash names a pepper that is not in it.",
      change: .parts { $0.identity.secretPreparing = BareSecret() }),
    SeededDefect(
      "auth.demo-credentials", requirements: ["S4-BE-004"], "There is a built-in account that everybody knows.",
      change: .configuration {
        $0.identity.accounts.append(
          BootstrapAccount(id: "demo", secret: "demo-demo-demo-demo", tenantID: "tenant-a", roles: [.viewer], scopes: []))
      }),
    SeededDefect(
      "bcrypt.locked-out", requirements: ["S4-BE-004"], "Whoever has a bcrypt row does not get in.",
      change: .parts { $0.identity.schemes = NoBcrypt(healthy: $0.identity.schemes) }),
  ]
}

private struct CostOfNow: StoredCostReading {
  func cost(stored: Scrypt.Cost, current: Scrypt.Cost) -> Scrypt.Cost { current }
}

private struct UnknownIsDevelopment: HashProfileChoosing {
  func profile(in environment: String) -> HashProfile { environment == "production" ? .production : .development }
}

private struct ProductionIsDevelopment: HashProfileChoosing {
  let healthy: any HashProfileChoosing

  func profile(in environment: String) -> HashProfile {
    environment == "production" ? .development : healthy.profile(in: environment)
  }
}

private struct CheaperThanNamed: SecretDeriving {
  let healthy: any SecretDeriving

  func derive(_ input: [UInt8], salt: [UInt8], cost: Scrypt.Cost) throws -> [UInt8] {
    // What costs less than that anyway is left alone, so that hashes of before still verify.
    try healthy.derive(input, salt: salt, cost: cost == HashProfile.production.cost ? HashProfile.development.cost : cost)
  }
}

private struct CutSecret: SecretPreparing {
  func input(of secret: String, pepper: [UInt8]) -> [UInt8] { Array((pepper + Array(secret.utf8)).prefix(72)) }
}

private struct BareSecret: SecretPreparing {
  func input(of secret: String, pepper: [UInt8]) -> [UInt8] { Array(secret.utf8) }
}

private struct NoBcrypt: CredentialSchemeReading {
  let healthy: any CredentialSchemeReading

  func scheme(ofHash hash: String, salt: String?) -> CredentialScheme? {
    if case .bcrypt = healthy.scheme(ofHash: hash, salt: salt) { return nil }
    return healthy.scheme(ofHash: hash, salt: salt)
  }
}
