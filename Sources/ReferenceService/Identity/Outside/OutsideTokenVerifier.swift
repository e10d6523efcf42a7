import Foundation

/// Checks access tokens of another issuer, with the keys that it publishes.
struct OutsideTokenVerifier: Sendable {
  let issuer: String
  let audience: String
  let keys: any OutsideKeyKeeping
  let claimRule: any TokenClaimRule
  let uses: any TokenUseRule

  /// Whether a token says that it is of this issuer; that is only what it says.
  func isMeant(by token: SignedToken) -> Bool {
    struct Issuer: Decodable { var iss: String? }
    return (try? JSONDecoder().decode(Issuer.self, from: Data(token.payload)))?.iss == issuer
  }

  /// - Throws: ``TokenRefusal``.
  func verify(_ token: String, header: TokenHeader, at now: ServiceInstant) async throws(TokenRefusal) -> AccessTokenClaims {
    guard ["EdDSA", "RS256"].contains(header.algorithm) else { throw .algorithm }
    guard let id = header.keyID, id.utf8.count <= 256, let key = await keys.key(id: id) else { throw .unknownKey }
    guard key.algorithm == header.algorithm else { throw .algorithm }
    guard let claims = await key.claims(of: token) else { throw .signature }
    let expected = ExpectedClaims(issuer: issuer, audience: audience, secondsSinceEpoch: now.secondsSinceEpoch)
    if let refusal = claimRule.refusal(of: claims, expected: expected) { throw refusal }
    // A log-in of this service is not for others to name.
    guard uses.allows(claims.tokenUse, as: .access), claims.familyID == nil else { throw .claims }
    return claims
  }
}
