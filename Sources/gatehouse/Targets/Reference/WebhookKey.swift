/// What the payment provider of the examined service signs with, and its two halves as HMAC uses them (RFC 2104), for steps that sign.
enum WebhookKey {
  static let secret = "whsec-of-the-examined-service"

  static var variables: [String: String] { ["webhook_inner_key": padded(0x36), "webhook_outer_key": padded(0x5C)] }

  /// The secret, filled up to the block of SHA-256, under a mask, in hex.
  private static func padded(_ mask: UInt8) -> String {
    let block = Array(secret.utf8) + [UInt8](repeating: 0, count: 64 - secret.utf8.count)
    return block.map { byte in
      let text = String(byte ^ mask, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
