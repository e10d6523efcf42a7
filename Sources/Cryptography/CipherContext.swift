import CLibCrypto

/// Owns one OpenSSL cipher context for the length of one AES-256-GCM operation.
final class CipherContext {
  enum Direction: Int32 {
    case decrypt = 0
    case encrypt = 1
  }

  private let context: OpaquePointer

  init(direction: Direction, key: [UInt8], nonce: [UInt8]) throws(CryptographyError) {
    try OpenSSL.requireLength(key, AESGCM.keyByteCount, "AES-256 key")
    try OpenSSL.requireLength(nonce, AESGCM.nonceByteCount, "nonce")
    ERR_clear_error()
    let context = try OpenSSL.require(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
    guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, direction.rawValue) == 1 else {
      EVP_CIPHER_CTX_free(context)
      throw OpenSSL.failure("EVP_CipherInit_ex")
    }
    self.context = context
  }

  deinit {
    EVP_CIPHER_CTX_free(context)
  }

  func authenticate(_ data: [UInt8]) throws(CryptographyError) {
    guard !data.isEmpty else { return }
    var written: Int32 = 0
    let length = try OpenSSL.length(data, "associated data")
    try OpenSSL.require(EVP_CipherUpdate(context, nil, &written, data, length) == 1, "EVP_CipherUpdate")
  }

  func update(_ input: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard !input.isEmpty else { return [] }
    var written: Int32 = 0
    let length = try OpenSSL.length(input, "text")
    var output = [UInt8](repeating: 0, count: input.count)
    try OpenSSL.require(EVP_CipherUpdate(context, &output, &written, input, length) == 1, "EVP_CipherUpdate")
    return output
  }

  /// Whether the operation ended well; when decrypting, whether the tag is right.
  func finish() -> Bool {
    var written: Int32 = 0
    var rest = [UInt8](repeating: 0, count: 16)
    return EVP_CipherFinal_ex(context, &rest, &written) == 1
  }

  func tag() throws(CryptographyError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: AESGCM.tagByteCount)
    let status = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag)
    try OpenSSL.require(status == 1, "EVP_CIPHER_CTX_ctrl")
    return tag
  }

  func expect(tag: [UInt8]) throws(CryptographyError) {
    var tag = tag
    let status = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag)
    try OpenSSL.require(status == 1, "EVP_CIPHER_CTX_ctrl")
  }
}
