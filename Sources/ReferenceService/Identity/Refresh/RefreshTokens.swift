/// Logins that go on: a refresh token buys one new pair of tokens, and a copy of it ends the login.
struct RefreshTokens: Sendable {
  /// A pair as it is handed out, once.
  struct Pair: Sendable {
    let access: AccessTokenIssuer.Issued
    let refresh: String
    /// The login that it belongs to.
    let familyID: String
    let refreshLifetime: Duration
  }

  static var refusal: ServiceError {
    ServiceError(
      .unauthorized, "ERR_REFRESH_TOKEN_INVALID", "The refresh token is not valid. Log in again.", retryable: false,
      headers: [.wwwAuthenticate: "Bearer realm=\"reference-service\""])
  }

  let configuration: IdentityConfiguration
  let parts: IdentityParts
  let accounts: AccountStore
  let clock: any ServiceClock
  let random: any ServiceRandom

  private var verifier: AccessTokenVerifier { parts.verifier }

  /// The first pair of a login.
  func begin(for account: Account, scopes: [String]) async throws -> Pair {
    let familyID = try random.identifier()
    let (pair, stored) = try await make(for: account, scopes: scopes, familyID: familyID)
    try await parts.refreshFamilies.begin(
      stored, accountID: account.id, tenantID: account.tenantID, atMilliseconds: clock.now().milliseconds)
    return pair
  }

  /// A new pair for a token that is spent by it.
  ///
  /// - Throws: ``refusal``, the same for every reason.
  func rotate(_ text: String, audit: AuditStamp) async throws -> (pair: Pair, account: Account) {
    let (token, claims) = try await presented(text)
    guard let account = try await accounts.account(id: token.accountID), account.status == .active else { throw Self.refusal }
    let scopes = claims.scope.split(separator: " ").map { String($0) }
    let kept = account.scopes.contains("*") ? scopes : scopes.filter { account.scopes.contains($0) }
    let (pair, successor) = try await make(for: account, scopes: kept, familyID: token.familyID)
    let rotation = try await parts.refreshRotating.rotate(token, to: successor, audit: audit)
    count(rotation)
    guard rotation.outcome == .rotated else { throw Self.refusal }
    return (pair, account)
  }

  /// Ends the login that a token descends from. A token that is none ends nothing (RFC 7009, section 2.2).
  /// - Returns: Whether a login was ended.
  func end(_ text: String, audit: AuditStamp) async throws -> Bool {
    let token: PresentedRefreshToken
    do { token = try await presented(text).0 } catch is ServiceError { return false }
    return try await end(familyID: token.familyID, audit: audit)
  }

  /// - Returns: Whether it was this call that ended the login.
  func end(familyID: String, audit: AuditStamp) async throws -> Bool {
    guard try await parts.refreshFamilies.revoke(familyID, audit: audit) else { return false }
    parts.metrics.increment(IdentityMetrics.familiesRevoked, labels: ["reason": "logout"])
    return true
  }

  /// The login that a token descends from, whether or not it goes on.
  /// - Throws: ``refusal`` for a token that is none.
  func familyID(of text: String) async throws -> String { try await presented(text).0.familyID }

  private func presented(_ text: String) async throws -> (PresentedRefreshToken, AccessTokenClaims) {
    let claims: AccessTokenClaims
    do {
      claims = try await verifier.verify(text, use: .refresh, lifetime: configuration.refreshLifetime)
    } catch is TokenRefusal {
      count(RefreshRotation(.refused))
      throw Self.refusal
    }
    guard let family = claims.familyID, UUIDText.isValid(family), claims.subject.hasPrefix("service:") else {
      count(RefreshRotation(.refused))
      throw Self.refusal
    }
    let account = String(claims.subject.dropFirst("service:".count))
    return (PresentedRefreshToken(digest: parts.refreshDigest.digest(of: text), familyID: family, accountID: account), claims)
  }

  private func make(for account: Account, scopes: [String], familyID: String) async throws -> (Pair, NewRefreshToken) {
    let issuer = parts.issuer
    let access = try await issuer.issue(to: account, scopes: scopes, familyID: familyID)
    let refresh = try await issuer.issue(
      to: account, scopes: scopes, use: .refresh, familyID: familyID, lifetime: configuration.refreshLifetime)
    let stored = NewRefreshToken(
      digest: parts.refreshDigest.digest(of: refresh.token), keyID: refresh.keyID, familyID: familyID,
      expiresAtMilliseconds: clock.now().advanced(by: refresh.lifetime).milliseconds)
    return (Pair(access: access, refresh: refresh.token, familyID: familyID, refreshLifetime: refresh.lifetime), stored)
  }

  private func count(_ rotation: RefreshRotation) {
    parts.metrics.increment(IdentityMetrics.refreshes, labels: ["result": rotation.outcome.rawValue])
    if rotation.hasRevoked { parts.metrics.increment(IdentityMetrics.familiesRevoked, labels: ["reason": "reuse"]) }
  }
}
