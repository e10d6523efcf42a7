import CLibCrypto

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
///
/// - Returns: the 32-byte authentication code; compare it with ``constantTimeEquals(_:_:)``.
public func hmacSHA256(key: some Collection<UInt8>, _ message: some Collection<UInt8>) -> [UInt8] {
  // RFC 2104 hashes a key that is longer than a block; doing so here keeps every length within C's `int`.
  let key = key.count > 64 ? Digest.sha256(key) : Array(key)
  let message = Array(message)
  var code = [UInt8](repeating: 0, count: Digest.sha256ByteCount)
  var length = 0
  let result = EVP_Q_mac(
    nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, &code, code.count, &length)
  // No input makes this fail; only an OpenSSL without HMAC does, and to go on with a wrong code would be unsafe.
  precondition(result != nil && length == code.count, "OpenSSL offers no HMAC-SHA-256: check the providers in openssl.cnf")
  return code
}

/// Whether both have equal bytes, in time that depends on their lengths only.
public func constantTimeEquals(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
  let left = Array(left)
  let right = Array(right)
  return left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
