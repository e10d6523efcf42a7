/// Changes of secrets by those who hold them: with the present one, or with a token.
struct SecretDesk: Sendable {
  let parts: IdentityParts
  let accounts: AccountStore
  let login: AccountLogin
  let refreshTokens: RefreshTokens
  let clock: any ServiceClock

  var routes: [Route] {
    [
      Route(
        .post, "/v1/auth/password", operationID: "changePassword", access: .bearer(scope: nil), body: .json(limit: 4_096), handler: change),
      Route(
        .post, "/v1/auth/password-reset", operationID: "requestPasswordReset", access: .open, body: .json(limit: 4_096), handler: request),
      Route(
        .post, "/v1/auth/password-reset/confirm", operationID: "resetPassword", access: .open, body: .json(limit: 4_096), handler: reset),
    ]
  }

  /// Whoever calls stays logged in, by a login of its own; every other ends. A browser gets it in cookies.
  private func change(_ request: ServiceRequest) async throws -> ServiceResponse {
    let caller = try request.caller()
    let body = try request.decodeBody(PasswordChangeBody.self)
    guard caller.subject.hasPrefix("service:") else { throw ServiceError.forbidden("The caller has no secret.") }
    let account = try await login.authenticate(
      accountID: String(caller.subject.dropFirst("service:".count)), secret: body.current, request: request, action: "password.changed")
    try await replace(account, with: body.new, action: "password.changed", resetDigest: nil, request) {
      ServiceError(.conflict, "ERR_PASSWORD_CHANGED", "The secret was changed meanwhile.", retryable: false)
    }
    let pair = try await refreshTokens.begin(for: account, scopes: caller.scopes.sorted())
    guard caller.browserFamilyID == nil else { return parts.browserAnswer.handing(pair, in: ServiceResponse(status: .noContent)) }
    return try .json(TokenPairBody(pair))
  }

  private func request(_ request: ServiceRequest) async throws -> ServiceResponse {
    let body = try request.decodeBody(ResetRequestBody.self)
    try login.limit(accountID: body.accountID, request: request)
    try await parts.resets.request(body.accountID, atMilliseconds: clock.now().milliseconds)
    let isKnown = try await accounts.account(id: body.accountID) != nil
    return try parts.resetAnswers.answer(isKnown: isKnown)
  }

  private func reset(_ request: ServiceRequest) async throws -> ServiceResponse {
    let body = try request.decodeBody(ResetBody.self)
    let digest = ResetToken.digest(of: body.token)
    guard let id = try await parts.resets.account(digest: digest, atMilliseconds: clock.now().milliseconds),
      let account = try await accounts.account(id: id)
    else { throw Self.refusal }
    try await replace(account, with: body.new, action: "password.reset", resetDigest: digest, request) { Self.refusal }
    return ServiceResponse(status: .noContent)
  }

  private func replace(
    _ account: Account, with secret: String, action: String, resetDigest: String?, _ request: ServiceRequest,
    otherwise refusal: () -> ServiceError
  ) async throws {
    for former in try await accounts.formerHashes(of: account) {
      let isSame = try await parts.hashAdmission.run { try await parts.hasher.verify(secret, against: former) }
      guard !isSame else {
        throw ServiceError(.conflict, "ERR_PASSWORD_REUSED", "The account has had that secret lately. Choose another.", retryable: false)
      }
    }
    let hash = try await parts.hashAdmission.run { try await parts.hasher.hash(secret) }
    let change = SecretChange(
      accountID: account.id, oldHash: account.secretHash, newHash: hash, action: action, resetDigest: resetDigest,
      lockoutKey: login.subject(of: account.id, account).key)
    guard try await parts.secrets.change(change, audit: try login.stamp(request)) else { throw refusal() }
  }

  /// The same for a token that is spent, expired, replaced or none.
  private static var refusal: ServiceError {
    ServiceError(.conflict, "ERR_RESET_TOKEN_INVALID", "The reset token is not valid. Ask for another.", retryable: false)
  }
}
