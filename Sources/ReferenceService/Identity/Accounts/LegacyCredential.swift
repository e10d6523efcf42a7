import Cryptography

/// The scheme of before.
enum LegacyCredential {
  /// Whether the secret is the one that was digested; takes the same time wherever they differ.
  static func matches(_ secret: String, digest: String, salt: String) -> Bool {
    let own = Hex.encode(Digest.sha256(Array(salt.utf8) + Array(secret.utf8)))
    return constantTimeEquals(Array(own.utf8), Array(digest.utf8))
  }
}

/// Says when a legacy row moves to the current scheme.
public protocol RehashRule: Sendable {
  /// - Parameter isRight: whether the secret was the account's.
  func applies(isRight: Bool) -> Bool
}

/// At a log-in with the right secret, and at no other time.
public struct RehashOnSuccess: RehashRule {
  public init() {}

  public func applies(isRight: Bool) -> Bool { isRight }
}
