import Cryptography
import Foundation

/// Checks tokens: EdDSA only, a key that is known, every claim.
struct AccessTokenVerifier: Sendable {
  private static let maximumByteCount = 8 * 1_024

  let configuration: IdentityConfiguration
  let keys: any KeyRing
  let clock: any ServiceClock
  var uses: any TokenUseRule = ExactTokenUse()
  var signatures: any TokenSignatureRule = EdDSAOnly()
  var claimRule: any TokenClaimRule = StrictTokenClaims()
  /// Where another issuer's tokens count too.
  var outside: OutsideTokenVerifier?

  /// - Parameter lifetime: the longest that such a token lives; that of an access token where it is not given.
  /// - Throws: ``TokenRefusal``, or the key ring's error.
  func verify(_ token: String, use: TokenUse = .access, lifetime: Duration? = nil) async throws -> AccessTokenClaims {
    guard token.utf8.count <= Self.maximumByteCount else { throw TokenRefusal.malformed }
    let text = try Self.text(of: token)
    let header = try TokenHeader.read(text)
    if let outside, use == .access, outside.isMeant(by: text) { return try await outside.verify(token, header: header, at: clock.now()) }
    guard signatures.admits(algorithm: header.algorithm) else { throw TokenRefusal.algorithm }
    let now = clock.now()
    let set = try await keys.keys()
    guard let id = header.keyID, let key = set.verificationKey(id: id, now: now, tokenLifetime: lifetime ?? configuration.tokenLifetime)
    else {
      throw TokenRefusal.unknownKey
    }
    guard signatures.isSigned(text, algorithm: header.algorithm, by: key) else { throw TokenRefusal.signature }
    guard let claims = try? JSONDecoder().decode(AccessTokenClaims.self, from: Data(text.payload)) else { throw TokenRefusal.claims }
    let expected = ExpectedClaims(issuer: configuration.issuer, audience: configuration.audience, secondsSinceEpoch: now.secondsSinceEpoch)
    if let refusal = claimRule.refusal(of: claims, expected: expected) { throw refusal }
    guard uses.allows(claims.tokenUse, as: use) else { throw TokenRefusal.claims }
    return claims
  }

  private static func text(of token: String) throws(TokenRefusal) -> SignedToken {
    guard let text = SignedToken(token) else { throw .malformed }
    return text
  }
}
