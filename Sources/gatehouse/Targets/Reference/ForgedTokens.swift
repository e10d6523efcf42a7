import Cryptography
import JSONDocument
import ReferenceService
import SeededDefects

/// Tokens that a service must refuse, and one that it must not: `forged.NAME` for scenarios.
struct ForgedTokens {
  let keys: KeySet
  let identity: IdentityConfiguration
  let now: ServiceInstant

  private typealias Claims = [(name: String, value: JSONValue)]

  /// - Throws: `CryptographyError`.
  func variables() throws -> [String: String] {
    let own = keys.active
    let foreign = try Ed25519.PrivateKey.generate()
    let seconds = now.secondsSinceEpoch
    func signed(_ change: String = "", _ value: JSONValue? = nil) throws -> String {
      try token(header("EdDSA"), claims(change, value)) { try own.signature(of: $0) }
    }
    func other(_ algorithm: String, _ keyID: String? = nil, _ sign: ([UInt8]) throws -> [UInt8]) throws -> String {
      try token(header(algorithm, keyID), claims(), sign)
    }
    let good = try signed()
    let parts = good.split(separator: ".")
    let admin = try signed("roles", ["support"]).split(separator: ".")
    let tokens = [
      // The control: were it refused, the others would prove nothing.
      "good": good,
      "none": try other("none") { _ in [] },
      "none_upper": try other("None") { _ in [] },
      "hs256_public_key": try other("HS256") { hmacSHA256(key: own.publicKey, $0) },
      "hs256_shared": try other("HS256") { hmacSHA256(key: TokenDefects.sharedSecret, $0) },
      "rs256": try other("RS256") { _ in [UInt8](repeating: 1, count: 256) },
      "foreign_key": try other("EdDSA") { try foreign.sign($0) },
      "unknown_key": try other("EdDSA", "no-such-key") { try foreign.sign($0) },
      "path_key": try other("EdDSA", "../../etc/passwd") { try foreign.sign($0) },
      "no_key": try token("{\"alg\":\"EdDSA\"}", claims()) { try own.signature(of: $0) },
      "tampered": "\(parts[0]).\(admin[1]).\(parts[2])",
      "unsigned": "\(parts[0]).\(parts[1]).",
      "two_signatures": "\(good).\(parts[2])",
      "audience": try signed("aud", "another-service"),
      "audiences": try signed("aud", [.string(identity.audience), "another-service"]),
      "issuer": try signed("iss", "https://issuer.invalid"),
      "expired": try signed("exp", .number(JSONNumber(Int(seconds)))),
      "future": try signed("nbf", .number(JSONNumber(Int(seconds + 60)))),
      "issued_later": try signed("iat", .number(JSONNumber(Int(seconds + 60)))),
      "no_id": try signed("jti"),
      "empty_id": try signed("jti", ""),
      "refresh": try signed("token_use", "refresh"),
      "other_claim": try signed("admin", true),
    ]
    return Dictionary(uniqueKeysWithValues: tokens.map { ("forged.\($0.key)", $0.value) })
  }

  private func header(_ algorithm: String, _ keyID: String? = nil) -> String {
    "{\"alg\":\"\(algorithm)\",\"typ\":\"JWT\",\"kid\":\"\(keyID ?? keys.active.id)\"}"
  }

  /// The claims of a good token, one of them changed, added or, without a value, left out.
  private func claims(_ change: String = "", _ value: JSONValue? = nil) -> String {
    let seconds = now.secondsSinceEpoch
    var members: Claims = [
      ("iss", .string(identity.issuer)), ("aud", .string(identity.audience)), ("sub", "service:admin"), ("tenant_id", "tenant-a"),
      ("roles", ["admin"]), ("scope", "*"), ("token_use", "access"), ("jti", "forged"), ("iat", .number(JSONNumber(Int(seconds)))),
      ("nbf", .number(JSONNumber(Int(seconds)))), ("exp", .number(JSONNumber(Int(seconds + 300)))),
    ]
    members.removeAll { $0.name == change }
    if let value { members.append((change, value)) }
    return "{" + members.map { "\"\($0.name)\":\($0.value.serialized())" }.joined(separator: ",") + "}"
  }

  private func token(_ header: String, _ payload: String, _ sign: ([UInt8]) throws -> [UInt8]) throws -> String {
    let text = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
    return text + "." + Base64URL.encode(try sign(Array(text.utf8)))
  }
}
