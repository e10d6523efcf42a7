import CLibCrypto

/// Authenticated encryption with AES-256 in Galois/Counter Mode (NIST SP 800-38D).
public enum AESGCM {
  /// Bytes in a key.
  public static let keyByteCount = 32
  /// Bytes in a nonce.
  public static let nonceByteCount = 12
  /// Bytes in an authentication tag.
  public static let tagByteCount = 16

  /// What sealing makes: nothing in it is secret, all of it is needed to open.
  public struct SealedBox: Sendable, Equatable {
    /// 12 bytes, never to be used twice with one key.
    public let nonce: [UInt8]
    /// As long as the plaintext.
    public let ciphertext: [UInt8]
    /// 16 bytes.
    public let tag: [UInt8]

    /// Puts a box together from its parts; lengths of nonce and tag are checked.
    public init(nonce: [UInt8], ciphertext: [UInt8], tag: [UInt8]) throws(CryptographyError) {
      try OpenSSL.requireLength(nonce, nonceByteCount, "nonce")
      try OpenSSL.requireLength(tag, tagByteCount, "authentication tag")
      self.nonce = nonce
      self.ciphertext = ciphertext
      self.tag = tag
    }

    /// Reads nonce, ciphertext and tag, one after the other.
    public init(combined: some Collection<UInt8>) throws(CryptographyError) {
      let combined = Array(combined)
      guard combined.count >= nonceByteCount + tagByteCount else {
        throw .invalidLength(what: "sealed box", expected: "\(nonceByteCount + tagByteCount) or more", actual: combined.count)
      }
      nonce = Array(combined.prefix(nonceByteCount))
      ciphertext = Array(combined.dropFirst(nonceByteCount).dropLast(tagByteCount))
      tag = Array(combined.suffix(tagByteCount))
    }

    /// Nonce, ciphertext and tag, one after the other.
    public var combined: [UInt8] { nonce + ciphertext + tag }
  }

  /// Encrypts and authenticates; `associatedData` is authenticated only. Without `nonce` a random one is made.
  public static func seal(
    _ plaintext: some Collection<UInt8>, key: some Collection<UInt8>, nonce: [UInt8]? = nil,
    associatedData: some Collection<UInt8> = [UInt8]()
  ) throws(CryptographyError) -> SealedBox {
    let nonce = if let nonce { nonce } else { try SecureRandom.bytes(nonceByteCount) }
    let cipher = try CipherContext(direction: .encrypt, key: Array(key), nonce: nonce)
    try cipher.authenticate(Array(associatedData))
    let ciphertext = try cipher.update(Array(plaintext))
    try OpenSSL.require(cipher.finish(), "EVP_CipherFinal_ex")
    return try SealedBox(nonce: nonce, ciphertext: ciphertext, tag: cipher.tag())
  }

  /// Verifies and decrypts. Throws ``CryptographyError/authenticationFailed`` for anything but what was sealed.
  public static func open(
    _ box: SealedBox, key: some Collection<UInt8>, associatedData: some Collection<UInt8> = [UInt8]()
  ) throws(CryptographyError) -> [UInt8] {
    let cipher = try CipherContext(direction: .decrypt, key: Array(key), nonce: box.nonce)
    try cipher.authenticate(Array(associatedData))
    let plaintext = try cipher.update(box.ciphertext)
    try cipher.expect(tag: box.tag)
    guard cipher.finish() else {
      ERR_clear_error()
      throw .authenticationFailed
    }
    return plaintext
  }
}
