import Cryptography

/// Makes of a secret what goes into its hash.
public protocol SecretPreparing: Sendable {
  func input(of secret: String, pepper: [UInt8]) -> [UInt8]
}

/// HMAC with SHA-256 over the whole secret, so that neither its length nor what it begins with matters.
public struct PepperedSecret: SecretPreparing {
  public init() {}

  public func input(of secret: String, pepper: [UInt8]) -> [UInt8] { hmacSHA256(key: pepper, Array(secret.utf8)) }
}

/// What is mixed into every secret and is not in the store.
struct SecretPepper: Sendable {
  let bytes: [UInt8]
  /// Stands in a hash that was made with it, and tells nothing about it.
  let id: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    id = Hex.encode(Digest.sha256(bytes).prefix(4))
  }
}
