import Cryptography
import JSONDocument

/// SHA-256 of content in its canonical form.
public struct ContentDigest: Sendable, Hashable {
  /// 64 lower-case hex digits.
  public let sha256: String
  /// The length of the canonical form in bytes.
  public let byteCount: Int

  init(bytes: [UInt8]) {
    sha256 = Hex.encode(Digest.sha256(bytes))
    byteCount = bytes.count
  }

  /// Of a JSON value.
  public init(json value: JSONValue, form: any JSONCanonicalizing) { self.init(bytes: form.canonicalBytes(of: value)) }

  /// Of free text.
  public init(text: String) { self.init(bytes: CanonicalText.bytes(of: text)) }
}
