import Cryptography
import ReferenceService
import Synchronization

/// What can be wrong with how access tokens are checked.
public enum TokenDefects {
  /// What tokens were signed with before there were key pairs.
  public static let sharedSecret = Array("the shared secret of before".utf8)

  static let all: [SeededDefect] = [
    SeededDefect(
      "jwt.alg-from-header", requirements: ["S4-AUTH-003"], "The header of a token says how it is verified.",
      change: .parts { $0.identity.tokenSignatures = AlgorithmOfTheHeader(healthy: $0.identity.tokenSignatures) }),
    SeededDefect(
      "jwt.hs256-accepted", requirements: ["S4-AUTH-006"], "Tokens under the shared secret of before are still good.",
      change: .parts { $0.identity.tokenSignatures = SharedSecretToo(healthy: $0.identity.tokenSignatures) }),
    SeededDefect(
      "jwt.two-signers", requirements: ["S4-AUTH-006"], "Tokens are signed with the next key, too, while the active one is.",
      change: .parts { $0.identity.signers = BothSign() }),
    SeededDefect(
      "rollout.never-demanded", requirements: ["S4-AUTH-006"], "A production environment asks for no plan.",
      change: .parts { $0.identity.rolloutDemand = NoPlanNeeded() }),
    SeededDefect(
      "jwt.known-kid-suffices", requirements: ["S4-AUTH-003"], "A token that names a known key is taken for signed by it.",
      change: .parts { $0.identity.tokenSignatures = NameIsEnough() }),
    SeededDefect(
      "jwt.audience-unchecked", requirements: ["S4-AUTH-003"], "A token for another service is good here.",
      change: .parts { $0.identity.tokenClaims = Excused(healthy: $0.identity.tokenClaims) { $0.audience = $1.audience } }),
    SeededDefect(
      "jwt.issuer-unchecked", requirements: ["S4-AUTH-003"], "A token of any issuer is good.",
      change: .parts { $0.identity.tokenClaims = Excused(healthy: $0.identity.tokenClaims) { $0.issuer = $1.issuer } }),
    SeededDefect(
      "jwt.expiry-unchecked", requirements: ["S4-AUTH-003"], "A token is good for ever.",
      change: .parts {
        $0.identity.tokenClaims = Excused(healthy: $0.identity.tokenClaims) { $0.expiresAt = max($0.expiresAt, $1.secondsSinceEpoch + 1) }
      }),
    SeededDefect(
      "jwt.not-before-unchecked", requirements: ["S4-AUTH-003"], "A token is good before its time.",
      change: .parts {
        $0.identity.tokenClaims = Excused(healthy: $0.identity.tokenClaims) {
          $0.notBefore = min($0.notBefore, $1.secondsSinceEpoch)
          $0.issuedAt = min($0.issuedAt, $1.secondsSinceEpoch)
        }
      }),
  ]
}

private struct AlgorithmOfTheHeader: TokenSignatureRule {
  let healthy: any TokenSignatureRule

  func admits(algorithm: String) -> Bool { ["EdDSA", "HS256", "none"].contains(algorithm) }

  func isSigned(_ token: SignedToken, algorithm: String, by key: SigningKey) -> Bool {
    switch algorithm {
    case "none": true
    // The public key, which everybody has, as the secret of an HMAC.
    case "HS256": hmacSHA256(key: key.publicKey, token.signedBytes) == token.signature
    default: healthy.isSigned(token, algorithm: algorithm, by: key)
    }
  }
}

private struct SharedSecretToo: TokenSignatureRule {
  let healthy: any TokenSignatureRule

  func admits(algorithm: String) -> Bool { algorithm == "HS256" || healthy.admits(algorithm: algorithm) }

  func isSigned(_ token: SignedToken, algorithm: String, by key: SigningKey) -> Bool {
    if algorithm == "HS256" { return hmacSHA256(key: TokenDefects.sharedSecret, token.signedBytes) == token.signature }
    return healthy.isSigned(token, algorithm: algorithm, by: key)
  }
}

/// Takes turns.
private final class BothSign: SignerChoosing {
  private let isNext = Mutex(false)

  func signer(of keys: KeySet) -> SigningKey {
    let isNext = isNext.withLock { isNext in
      isNext.toggle()
      return isNext
    }
    return isNext ? keys.next : keys.active
  }
}

private struct NoPlanNeeded: RolloutDemanding {
  func isDemanded(in environment: String, plan: String?) -> Bool { false }
}

private struct NameIsEnough: TokenSignatureRule {
  func admits(algorithm: String) -> Bool { algorithm == "EdDSA" }

  func isSigned(_ token: SignedToken, algorithm: String, by key: SigningKey) -> Bool { true }
}

/// Looks away from one claim.
private struct Excused: TokenClaimRule {
  let healthy: any TokenClaimRule
  let excuse: @Sendable (inout AccessTokenClaims, ExpectedClaims) -> Void

  func refusal(of claims: AccessTokenClaims, expected: ExpectedClaims) -> TokenRefusal? {
    var claims = claims
    excuse(&claims, expected)
    return healthy.refusal(of: claims, expected: expected)
  }
}
