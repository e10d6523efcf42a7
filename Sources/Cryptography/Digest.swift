import CLibCrypto

/// Message digests (FIPS 180-4).
public enum Digest {
  /// Bytes in a SHA-256 digest.
  public static let sha256ByteCount = 32

  /// The SHA-256 digest of the bytes, 32 bytes long.
  public static func sha256(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let input = Array(bytes)
    var digest = [UInt8](repeating: 0, count: sha256ByteCount)
    let status = EVP_Digest(input, input.count, &digest, nil, EVP_sha256(), nil)
    // No input makes this fail; only an OpenSSL without SHA-256 does, and to go on with a wrong digest would be unsafe.
    precondition(status == 1, "OpenSSL offers no SHA-256: check the providers in openssl.cnf")
    return digest
  }
}
