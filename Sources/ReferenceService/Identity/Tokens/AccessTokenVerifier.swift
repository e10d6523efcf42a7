import Cryptography
import Foundation

/// Why a token was refused; for log and metrics only, a client sees one 401 for all.
enum TokenRefusal: String, Error, Sendable {
  case malformed, algorithm, unknownKey = "unknown_key", signature, claims, expired, notYetValid = "not_yet_valid"
}

/// Checks tokens: EdDSA only, a key that is known, every claim.
struct AccessTokenVerifier: Sendable {
  private static let maximumByteCount = 8 * 1_024

  let configuration: IdentityConfiguration
  let keys: any KeyRing
  let clock: any ServiceClock
  var uses: any TokenUseRule = ExactTokenUse()

  /// - Parameter lifetime: the longest that such a token lives; that of an access token where it is not given.
  /// - Throws: ``TokenRefusal``, or the key ring's error.
  func verify(_ token: String, use: TokenUse = .access, lifetime: Duration? = nil) async throws -> AccessTokenClaims {
    guard token.utf8.count <= Self.maximumByteCount else { throw TokenRefusal.malformed }
    let header = try Self.header(of: token)
    guard header.algorithm == "EdDSA" else { throw TokenRefusal.algorithm }
    let now = clock.now()
    let set = try await keys.keys()
    guard let id = header.keyID, let key = set.verificationKey(id: id, now: now, tokenLifetime: lifetime ?? configuration.tokenLifetime)
    else {
      throw TokenRefusal.unknownKey
    }
    let claims: AccessTokenClaims
    do { claims = try await key.verifySignature(of: token) } catch { throw TokenRefusal.signature }
    try check(claims, use: use, now: now.secondsSinceEpoch)
    return claims
  }

  private func check(_ claims: AccessTokenClaims, use: TokenUse, now: Int64) throws(TokenRefusal) {
    guard claims.issuer == configuration.issuer, claims.audience == configuration.audience, uses.allows(claims.tokenUse, as: use) else {
      throw .claims
    }
    guard !claims.tokenID.isEmpty, !claims.subject.isEmpty, !claims.roles.isEmpty, claims.issuedAt <= claims.expiresAt else {
      throw .claims
    }
    guard claims.notBefore <= now, claims.issuedAt <= now else { throw .notYetValid }
    guard now < claims.expiresAt else { throw .expired }
  }

  private struct Header: Decodable {
    var algorithm: String
    var keyID: String?

    enum CodingKeys: String, CodingKey {
      case algorithm = "alg"
      case keyID = "kid"
    }
  }

  private static func header(of token: String) throws(TokenRefusal) -> Header {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = try? Base64URL.decode(String(parts[0])) else { throw .malformed }
    guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes)) else { throw .malformed }
    return header
  }
}
