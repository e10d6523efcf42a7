import Cryptography

/// The three parts of a JSON Web Signature in its compact form (RFC 7515 section 7.1).
public struct SignedToken: Sendable, Equatable {
  public let header: [UInt8]
  public let payload: [UInt8]
  public let signature: [UInt8]
  /// What was signed: the first two parts as they are written.
  public let signedBytes: [UInt8]

  /// Nil for what is not three parts of base64url.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count == 3, let header = try? Base64URL.decode(parts[0]), let payload = try? Base64URL.decode(parts[1]),
      let signature = try? Base64URL.decode(parts[2]), !header.isEmpty, !payload.isEmpty
    else { return nil }
    self.header = header
    self.payload = payload
    self.signature = signature
    signedBytes = Array("\(parts[0]).\(parts[1])".utf8)
  }
}
