import HTTPTypes

/// Logins of browsers: the tokens stand in cookies that no script reads, never in a body.
struct BrowserSessions: Sendable {
  let parts: IdentityParts
  let refreshTokens: RefreshTokens
  let login: AccountLogin
  /// Begins a login of the account that the body names, if it has the secret.
  let beginLogin: @Sendable (ServiceRequest) async throws -> RefreshTokens.Pair

  private var answer: BrowserSessionAnswer { parts.browserAnswer }

  var routes: [Route] {
    [
      Route(
        .post, "/v1/browser/login", operationID: "beginBrowserSession", access: .open, body: .json(limit: 4_096), handler: begin),
      Route(.post, "/v1/browser/refresh", operationID: "refreshBrowserSession", access: .open, handler: refresh),
      Route(.post, "/v1/browser/logout", operationID: "endBrowserSession", access: .open, handler: end),
    ]
  }

  /// Always a new login, whatever cookies came along.
  private func begin(_ request: ServiceRequest) async throws -> ServiceResponse {
    guard parts.fetchSites.admits(request.headers[.fetchSite]) else {
      throw ServiceError(.forbidden, "ERR_CROSS_SITE", "A page of another site cannot log in here.", retryable: false)
    }
    let pair = try await beginLogin(request)
    request.logger.info("browser session begun", metadata: ["token_id": "\(pair.access.tokenID)"])
    return try answer.begun(pair)
  }

  private func refresh(_ request: ServiceRequest) async throws -> ServiceResponse {
    guard let token = answer.cookies.value(of: .refresh, in: request.headers) else { return ServiceResponse(status: .noContent) }
    do {
      guard answer.guarding.admits(request, of: try await refreshTokens.familyID(of: token)) else { throw BrowserGuard.refusal }
      let (pair, account) = try await refreshTokens.rotate(token, audit: try login.stamp(request))
      request.logger.info("browser session refreshed", metadata: ["account": "\(account.id)", "token_id": "\(pair.access.tokenID)"])
      return try answer.begun(pair)
    } catch var refusal as ServiceError where refusal.status == .unauthorized {
      for field in answer.cookies.removal { refusal.headers.append(field) }
      throw refusal
    }
  }

  /// Ends the login on the server, too: cookies that were copied are worth nothing afterwards.
  private func end(_ request: ServiceRequest) async throws -> ServiceResponse {
    if let familyID = try await familyID(of: request) {
      guard answer.guarding.admits(request, of: familyID) else { throw BrowserGuard.refusal }
      if try await refreshTokens.end(familyID: familyID, audit: try login.stamp(request)) {
        request.logger.info("browser session ended")
      }
    }
    return answer.ended()
  }

  /// The login of the refresh token, or else of the access token; nil where neither is one.
  private func familyID(of request: ServiceRequest) async throws -> String? {
    if let token = answer.cookies.value(of: .refresh, in: request.headers) {
      do { return try await refreshTokens.familyID(of: token) } catch is ServiceError {}
    }
    guard let token = answer.cookies.value(of: .access, in: request.headers) else { return nil }
    do {
      guard let familyID = try await parts.verifier.verify(token).familyID, UUIDText.isValid(familyID) else { return nil }
      return familyID
    } catch is TokenRefusal {
      return nil
    }
  }
}
