import Cryptography

/// Makes the key of a password hash.
public protocol SecretDeriving: Sendable {
  /// - Throws: `CryptographyError`.
  func derive(_ input: [UInt8], salt: [UInt8], cost: Scrypt.Cost) throws -> [UInt8]
}

/// With scrypt (RFC 7914), at the cost that was asked for.
public struct ScryptDeriving: SecretDeriving {
  public init() {}

  public func derive(_ input: [UInt8], salt: [UInt8], cost: Scrypt.Cost) throws -> [UInt8] {
    try Scrypt.derive(password: input, salt: salt, cost: cost)
  }
}
