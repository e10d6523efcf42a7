import Cryptography

/// Turns a refresh token into what the store keeps of it.
public protocol RefreshTokenDigesting: Sendable {
  /// 64 hexadecimal digits.
  func digest(of token: String) -> String
}

/// HMAC with SHA-256 over the whole token under a secret that is not in the store.
public struct PepperedDigest: RefreshTokenDigesting {
  private let pepper: [UInt8]

  public init(pepper: [UInt8]) { self.pepper = pepper }

  public func digest(of token: String) -> String { Hex.encode(hmacSHA256(key: pepper, Array(token.utf8))) }
}
