import Cryptography

/// Makes the entity tag of the key-set document.
public protocol EntityTagging: Sendable {
  /// The whole tag, quotes included (RFC 9110 section 8.8.3).
  func entityTag(of keys: [SigningKey]) -> String
}

/// A strong tag: the quoted hex SHA-256 of the salt and the fingerprint of the keys.
public struct SaltedEntityTag: EntityTagging {
  private let salt: String

  public init(salt: String) { self.salt = salt }

  public func entityTag(of keys: [SigningKey]) -> String {
    let fingerprint = Digest.sha256(keys.flatMap { Array("\($0.id):\($0.x)\n".utf8) })
    return "\"\(Hex.encode(Digest.sha256(Array(salt.utf8) + [0] + fingerprint)))\""
  }
}
