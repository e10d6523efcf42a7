import CLibCrypto

extension Digest {
  /// Bytes in a SHA-1 digest.
  public static let sha1ByteCount = 20

  /// The SHA-1 digest of the bytes, 20 bytes long.
  ///
  /// Only for protocols that fix it, such as the WebSocket handshake (RFC 6455, section 4.2.2); it protects nothing.
  public static func sha1(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let input = Array(bytes)
    var digest = [UInt8](repeating: 0, count: sha1ByteCount)
    let status = EVP_Digest(input, input.count, &digest, nil, EVP_sha1(), nil)
    // Like SHA-256: no input makes it fail, only an OpenSSL without the algorithm.
    precondition(status == 1, "OpenSSL offers no SHA-1: check the providers in openssl.cnf")
    return digest
  }
}
