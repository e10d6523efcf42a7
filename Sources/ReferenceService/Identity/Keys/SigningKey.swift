import Cryptography
import JWTKit

/// One Ed25519 key that signs access tokens. The private part stays inside; only ``publicKey`` leaves.
public struct SigningKey: Sendable {
  /// The key's thumbprint (RFC 7638), which is also its `kid`.
  public let id: String
  /// The raw public key.
  public let publicKey: [UInt8]
  /// When it was made, wherever that was.
  public let createdAt: ServiceInstant
  /// The private part, for where keys are kept.
  let seed: [UInt8]
  private let key: Ed25519.PrivateKey
  private let collection: JWTKeyCollection

  /// Makes a key from 32 random bytes.
  public static func make(random: any ServiceRandom, at now: ServiceInstant) async throws -> SigningKey {
    try await make(seed: try random.bytes(Ed25519.keyByteCount), createdAt: now)
  }

  /// The key with this private part.
  /// - Throws: `CryptographyError` for one of another length.
  static func make(seed: [UInt8], createdAt: ServiceInstant) async throws -> SigningKey {
    let own = try Ed25519.PrivateKey(rawRepresentation: seed)
    let publicKey = own.publicKey.rawRepresentation
    let id = thumbprint(of: publicKey)
    let key = try EdDSA.PrivateKey(d: Base64URL.encode(seed), curve: .ed25519)
    let collection = await JWTKeyCollection().add(eddsa: key, kid: JWKIdentifier(string: id))
    return SigningKey(id: id, publicKey: publicKey, createdAt: createdAt, seed: seed, key: own, collection: collection)
  }

  /// The public key as the `x` member of a JSON Web Key (RFC 8037).
  public var x: String { Base64URL.encode(publicKey) }

  func sign(_ claims: AccessTokenClaims) async throws -> String {
    try await collection.sign(claims, kid: JWKIdentifier(string: id))
  }

  /// The signature of any bytes.
  /// - Throws: `CryptographyError`.
  public func signature(of bytes: [UInt8]) throws -> [UInt8] { try key.sign(bytes) }

  /// Whether this key made the signature.
  public func isSignature(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
    key.publicKey.isValidSignature(signature, for: bytes)
  }

  private static func thumbprint(of publicKey: [UInt8]) -> String {
    let members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"\(Base64URL.encode(publicKey))\"}"
    return Base64URL.encode(Digest.sha256(Array(members.utf8)))
  }
}

/// By its id: a log line or a report that names a key shows nothing else of it.
extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "SigningKey(\(id))" }
  public var debugDescription: String { description }
}
