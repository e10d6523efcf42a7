/// Says what the world sees of a published key.
public protocol KeyRendering: Sendable {
  /// The members of its JSON Web Key (RFC 7517), by name.
  func members(of key: SigningKey) async throws -> [String: String]
}

/// The public part of an Ed25519 key (RFC 8037).
public struct PublicMembers: KeyRendering {
  public init() {}

  public func members(of key: SigningKey) -> [String: String] {
    ["kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.id, "x": key.x]
  }
}

extension KeySet {
  /// The key-set document of this set, as the service publishes it.
  /// - Throws: `EncodingError`, which texts do not cause.
  public func publishedDocument() throws -> [UInt8] {
    try JSONBytes.encode(["keys": ActiveAndNextKeys().published(from: self).map { PublicMembers().members(of: $0) }])
  }
}
