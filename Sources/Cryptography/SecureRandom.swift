import CLibCrypto

/// OpenSSL's cryptographically secure generator, seeded by the operating system.
public enum SecureRandom {
  /// At most this many bytes are made in one call.
  public static let maximumByteCount = 1 << 20

  /// Fresh random bytes, 0 to ``maximumByteCount`` of them.
  public static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
    guard (0...maximumByteCount).contains(count) else {
      throw .invalidLength(what: "request for random bytes", expected: "0 to \(maximumByteCount)", actual: count)
    }
    ERR_clear_error()
    var bytes = [UInt8](repeating: 0, count: count)
    if count > 0 {
      try OpenSSL.require(RAND_bytes(&bytes, Int32(count)) == 1, "RAND_bytes")
    }
    return bytes
  }
}
