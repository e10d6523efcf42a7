/// Makes access tokens for accounts.
struct AccessTokenIssuer: Sendable {
  /// A token and what its holder needs to know about it.
  struct Issued: Sendable {
    let token: String
    let tokenID: String
    /// The key that signed it.
    let keyID: String
    let lifetime: Duration
    let scope: String
  }

  let configuration: IdentityConfiguration
  let keys: any KeyRing
  let signers: any SignerChoosing
  let clock: any ServiceClock
  let random: any ServiceRandom

  /// Signs a token once, with the key that is chosen; `scopes` is what the account asked for and may have.
  ///
  /// - Parameters:
  ///   - familyID: the login that it belongs to, if there is one that can be ended.
  ///   - lifetime: that of an access token where it is not given.
  func issue(
    to account: Account, scopes: [String], use: TokenUse = .access, familyID: String? = nil, lifetime: Duration? = nil
  ) async throws -> Issued {
    let now = clock.now().secondsSinceEpoch
    let lifetime = lifetime ?? configuration.tokenLifetime
    let key = signers.signer(of: try await keys.keys())
    let claims = AccessTokenClaims(
      issuer: configuration.issuer, audience: configuration.audience, subject: "service:\(account.id)", tenantID: account.tenantID,
      roles: account.roles.map(\.rawValue), scope: scopes.joined(separator: " "), tokenUse: use.rawValue, familyID: familyID,
      tokenID: try random.identifier(),
      issuedAt: now, notBefore: now, expiresAt: now + lifetime.components.seconds)
    let token = try await key.sign(claims)
    return Issued(token: token, tokenID: claims.tokenID, keyID: key.id, lifetime: lifetime, scope: claims.scope)
  }
}
