import CLibCrypto

/// Signatures over Curve25519 (RFC 8032, the pure variant).
public enum Ed25519 {
  /// Bytes in a private key's seed and in a public key.
  public static let keyByteCount = 32
  /// Bytes in a signature.
  public static let signatureByteCount = 64

  /// A private key; its bytes appear in no description.
  public struct PrivateKey: Sendable, Equatable {
    /// The 32-byte seed of RFC 8032. Secret.
    public let rawRepresentation: [UInt8]
    /// The public key that belongs to the seed.
    public let publicKey: PublicKey

    /// Takes a 32-byte seed and derives the public key.
    public init(rawRepresentation: some Collection<UInt8>) throws(CryptographyError) {
      let seed = Array(rawRepresentation)
      try OpenSSL.requireLength(seed, keyByteCount, "Ed25519 private key")
      let key = try KeyHandle(privateKey: seed)
      self.rawRepresentation = seed
      publicKey = try PublicKey(rawRepresentation: key.publicKey())
    }

    /// Makes a key from ``SecureRandom``.
    public static func generate() throws(CryptographyError) -> PrivateKey {
      try PrivateKey(rawRepresentation: SecureRandom.bytes(keyByteCount))
    }

    /// Signs the message; the signature has 64 bytes and is always the same for the same message.
    public func sign(_ message: some Collection<UInt8>) throws(CryptographyError) -> [UInt8] {
      try KeyHandle(privateKey: rawRepresentation).sign(Array(message))
    }

    /// Compares in constant time, because the bytes are secret.
    public static func == (left: PrivateKey, right: PrivateKey) -> Bool {
      constantTimeEquals(left.rawRepresentation, right.rawRepresentation)
    }
  }

  /// A public key.
  public struct PublicKey: Sendable, Hashable {
    /// The 32-byte encoding of RFC 8032.
    public let rawRepresentation: [UInt8]

    /// Takes the 32-byte encoding.
    public init(rawRepresentation: some Collection<UInt8>) throws(CryptographyError) {
      let bytes = Array(rawRepresentation)
      try OpenSSL.requireLength(bytes, keyByteCount, "Ed25519 public key")
      self.rawRepresentation = bytes
    }

    /// Whether the signature was made over the message by this key's owner; false for every malformed input.
    public func isValidSignature(_ signature: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
      guard signature.count == signatureByteCount, let key = try? KeyHandle(publicKey: rawRepresentation) else { return false }
      return key.verify(Array(signature), Array(message))
    }
  }
}

extension Ed25519.PrivateKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "Ed25519.PrivateKey(public: \(Hex.encode(publicKey.rawRepresentation)))" }
  public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
