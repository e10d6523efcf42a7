import Cryptography

extension IdentityConfiguration {
  /// What the store keeps of a secret that is hashed at this cost, for an account that is brought along with its hash.
  /// - Throws: `CryptographyError`.
  public func hash(of secret: String, cost: Scrypt.Cost, random: any ServiceRandom = SystemServiceRandom()) async throws -> String {
    try await SecretHasher(cost: cost, random: random, pepper: secretPepper.map { SecretPepper($0) }).hash(secret)
  }
}
