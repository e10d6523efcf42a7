/// What the claims of a token are held to.
public struct ExpectedClaims: Sendable {
  public var issuer: String
  public var audience: String
  /// The time of now.
  public var secondsSinceEpoch: Int64

  public init(issuer: String, audience: String, secondsSinceEpoch: Int64) {
    self.issuer = issuer
    self.audience = audience
    self.secondsSinceEpoch = secondsSinceEpoch
  }
}

/// Judges the claims of a token whose signature is right.
public protocol TokenClaimRule: Sendable {
  /// - Returns: Nil for a token that may be used.
  func refusal(of claims: AccessTokenClaims, expected: ExpectedClaims) -> TokenRefusal?
}

/// Every claim counts.
public struct StrictTokenClaims: TokenClaimRule {
  public init() {}

  public func refusal(of claims: AccessTokenClaims, expected: ExpectedClaims) -> TokenRefusal? {
    let now = expected.secondsSinceEpoch
    guard claims.issuer == expected.issuer, claims.audience == expected.audience else { return .claims }
    guard !claims.tokenID.isEmpty, !claims.subject.isEmpty, !claims.roles.isEmpty, claims.issuedAt <= claims.expiresAt else {
      return .claims
    }
    guard claims.notBefore <= now, claims.issuedAt <= now else { return .notYetValid }
    return now < claims.expiresAt ? nil : .expired
  }
}
