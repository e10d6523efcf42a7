import Cryptography

/// What makes a request for a token good once: a nonce, and until when it may be used.
struct RequestNonce: Sendable, Equatable {
  /// The longest that a nonce is remembered, and so the furthest that its end may be away.
  static let longestSeconds: Int64 = 300
  static let lengths = 16...128

  let text: String
  let expiresAtSeconds: Int64

  /// - Throws: A 400 when one of the two is missing or the nonce is none.
  init?(text: String?, expiresAtSeconds: Int64?) throws {
    guard text != nil || expiresAtSeconds != nil else { return nil }
    guard let text else { throw RequestBodyProblem.missingField("nonce") }
    guard let expiresAtSeconds else { throw RequestBodyProblem.missingField("nonce_expires_at") }
    guard Self.lengths.contains(text.utf8.count), text.utf8.allSatisfy(Self.isPlain) else {
      throw RequestBodyProblem.wrongValue(field: "nonce")
    }
    self.text = text
    self.expiresAtSeconds = expiresAtSeconds
  }

  /// Takes it for an account.
  /// - Throws: ``refusal`` when it was taken before, or its time is over or too far away.
  func take(for account: Account, from nonces: any NonceTaking, at now: ServiceInstant) async throws {
    let left = expiresAtSeconds - now.secondsSinceEpoch
    guard left > 0, left <= Self.longestSeconds else { throw Self.refusal }
    let isTaken = try await nonces.take(
      Hex.encode(Digest.sha256(Array(text.utf8))), accountID: account.id, expiresAtMilliseconds: expiresAtSeconds * 1_000,
      atMilliseconds: now.milliseconds)
    guard isTaken else { throw Self.refusal }
  }

  static var refusal: ServiceError {
    ServiceError(
      .unauthorized, "ERR_NONCE_INVALID", "The nonce was used before, or its time is over. Make another.", retryable: false,
      headers: [.wwwAuthenticate: "Bearer realm=\"reference-service\""])
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
