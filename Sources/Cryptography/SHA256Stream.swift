import CLibCrypto

/// SHA-256 over data that arrives in pieces, such as a file that is too large to hold in memory.
///
/// A reference type because it owns an OpenSSL context; not `Sendable`, so one task uses it at a time.
public final class SHA256Stream {
  private let context: OpaquePointer

  /// Begins a digest. Throws ``CryptographyError/library(operation:message:)`` where OpenSSL cannot allocate one.
  public init() throws(CryptographyError) {
    ERR_clear_error()
    let context = try OpenSSL.require(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw OpenSSL.failure("EVP_DigestInit_ex")
    }
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds the next piece.
  public func update(_ bytes: some Collection<UInt8>) throws(CryptographyError) {
    let input = Array(bytes)
    try OpenSSL.require(EVP_DigestUpdate(context, input, input.count) == 1, "EVP_DigestUpdate")
  }

  /// Ends the digest and gives its 32 bytes; the stream then begins anew.
  public func finish() throws(CryptographyError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Digest.sha256ByteCount)
    try OpenSSL.require(EVP_DigestFinal_ex(context, &digest, nil) == 1, "EVP_DigestFinal_ex")
    try OpenSSL.require(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "EVP_DigestInit_ex")
    return digest
  }
}
