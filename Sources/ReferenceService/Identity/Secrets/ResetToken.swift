import Cryptography

/// What a reset token is worth, and how the store knows it.
enum ResetToken {
  /// How long it lives.
  static let minutes = 15

  /// The token has 32 random bytes, so that a plain digest of it cannot be guessed back.
  static func digest(of token: String) -> String { Hex.encode(Digest.sha256(Array(token.utf8))) }
}
