import CLibCrypto

/// Owns one OpenSSL Ed25519 key for the length of one operation.
final class KeyHandle {
  private let key: OpaquePointer

  init(privateKey seed: [UInt8]) throws(CryptographyError) {
    ERR_clear_error()
    key = try OpenSSL.require(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count), "EVP_PKEY_new_raw_private_key")
  }

  init(publicKey bytes: [UInt8]) throws(CryptographyError) {
    ERR_clear_error()
    key = try OpenSSL.require(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count), "EVP_PKEY_new_raw_public_key")
  }

  deinit {
    EVP_PKEY_free(key)
  }

  func publicKey() throws(CryptographyError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Ed25519.keyByteCount)
    var length = bytes.count
    try OpenSSL.require(EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, "EVP_PKEY_get_raw_public_key")
    return bytes
  }

  func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    let context = try OpenSSL.require(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
    defer { EVP_MD_CTX_free(context) }
    try OpenSSL.require(EVP_DigestSignInit(context, nil, nil, nil, key) == 1, "EVP_DigestSignInit")
    var signature = [UInt8](repeating: 0, count: Ed25519.signatureByteCount)
    var length = signature.count
    try OpenSSL.require(EVP_DigestSign(context, &signature, &length, message, message.count) == 1, "EVP_DigestSign")
    return signature
  }

  func verify(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer {
      EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
