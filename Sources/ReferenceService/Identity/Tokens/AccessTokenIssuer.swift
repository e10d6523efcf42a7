/// Makes access tokens for accounts.
struct AccessTokenIssuer: Sendable {
  /// A token and what its holder needs to know about it.
  struct Issued: Sendable {
    let token: String
    let tokenID: String
    let lifetime: Duration
    let scope: String
  }

  let configuration: IdentityConfiguration
  let keys: any KeyRing
  let clock: any ServiceClock
  let random: any ServiceRandom

  /// Signs a token with the active key; `scopes` is what the account asked for and may have.
  func issue(to account: Account, scopes: [String]) async throws -> Issued {
    let now = clock.now().secondsSinceEpoch
    let lifetime = configuration.tokenLifetime
    let claims = AccessTokenClaims(
      issuer: configuration.issuer, audience: configuration.audience, subject: "service:\(account.id)", tenantID: account.tenantID,
      roles: account.roles.map(\.rawValue), scope: scopes.joined(separator: " "), tokenUse: "access", tokenID: try random.identifier(),
      issuedAt: now, notBefore: now, expiresAt: now + lifetime.components.seconds)
    let token = try await keys.keys().active.sign(claims)
    return Issued(token: token, tokenID: claims.tokenID, lifetime: lifetime, scope: claims.scope)
  }
}
