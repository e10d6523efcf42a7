import CLibCrypto

/// PBKDF2 with HMAC-SHA-256 (RFC 8018).
public enum PBKDF2 {
  /// At most this many iterations are run, so that hostile parameters cannot hang a caller.
  public static let maximumIterations = 10_000_000

  /// Derives a key of `byteCount` bytes (1 to 1024).
  public static func derive(
    password: some Collection<UInt8>, salt: some Collection<UInt8>, iterations: Int, byteCount: Int = 32
  ) throws(CryptographyError) -> [UInt8] {
    guard (1...maximumIterations).contains(iterations) else {
      throw .invalidParameter(what: "iterations", reason: "\(iterations) does not lie between 1 and \(maximumIterations)")
    }
    guard (1...1024).contains(byteCount) else {
      throw .invalidLength(what: "derived key", expected: "1 to 1024", actual: byteCount)
    }
    ERR_clear_error()
    let password = Array(password)
    let salt = Array(salt)
    let passwordLength = try OpenSSL.length(password, "password")
    let saltLength = try OpenSSL.length(salt, "salt")
    var key = [UInt8](repeating: 0, count: byteCount)
    let status = PasswordInput.with(password) { pointer in
      PKCS5_PBKDF2_HMAC(pointer, passwordLength, salt, saltLength, Int32(iterations), EVP_sha256(), Int32(byteCount), &key)
    }
    try OpenSSL.require(status == 1, "PKCS5_PBKDF2_HMAC")
    return key
  }
}
