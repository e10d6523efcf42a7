import Cryptography

/// Says whether the payment provider has sent these bytes, and lately.
public protocol WebhookVerifying: Sendable {
  /// - Parameters:
  ///   - header: `t=SECONDS,v1=HEX`, where HEX is the HMAC with SHA-256 of `SECONDS.BODY`.
  ///   - body: the bytes as they came.
  func isGenuine(_ header: String?, body: [UInt8], secret: String, now: ServiceInstant, tolerance: Duration) -> Bool
}

/// Checks the signature over the raw bytes, in constant time.
public struct RawBytesVerifying: WebhookVerifying {
  public init() {}

  public func isGenuine(_ header: String?, body: [UInt8], secret: String, now: ServiceInstant, tolerance: Duration) -> Bool {
    guard let header, header.utf8.count <= 512 else { return false }
    var fields: [Substring: Substring] = [:]
    for part in header.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, fields.updateValue(sides[1], forKey: sides[0]) == nil else { return false }
    }
    guard let stamp = fields["t"], let seconds = Int64(stamp), let given = fields["v1"], (0...4_102_444_800).contains(seconds) else {
      return false
    }
    let age = now.duration(since: ServiceInstant(secondsSinceEpoch: seconds))
    guard age <= tolerance, age >= .zero - tolerance else { return false }
    let expected = Hex.encode(hmacSHA256(key: Array(secret.utf8), Array("\(stamp).".utf8) + body))
    return constantTimeEquals(Array(given.utf8), Array(expected.utf8))
  }
}
