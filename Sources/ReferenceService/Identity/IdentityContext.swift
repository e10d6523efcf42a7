import Logging
import PostgresAccess

/// Who calls: service accounts, access tokens, signing keys.
struct IdentityContext: ServiceContext {
  let configuration: IdentityConfiguration
  let parts: IdentityParts
  let store: PostgresPool
  let clock: any ServiceClock
  let logger: Logger

  private var login: AccountLogin { AccountLogin(configuration: configuration.logins, parts: parts, accounts: accounts, clock: clock) }
  private var administration: AccountAdministration {
    AccountAdministration(parts: parts, accounts: accounts, login: login, clock: clock)
  }
  private var secrets: SecretDesk {
    SecretDesk(parts: parts, accounts: accounts, login: login, refreshTokens: refreshTokens, clock: clock)
  }
  private var browsers: BrowserSessions {
    BrowserSessions(parts: parts, refreshTokens: refreshTokens, login: login) { request in
      try await granted(request) { try await refreshTokens.begin(for: $0, scopes: $1) }
    }
  }
  private var accounts: AccountStore { AccountStore(store: store) }
  private var refreshTokens: RefreshTokens {
    RefreshTokens(configuration: configuration, parts: parts, accounts: accounts, clock: clock, random: parts.random)
  }

  var routes: [Route] {
    [
      Route(.post, "/v1/auth/token", operationID: "issueAccessToken", access: .open, body: .json(limit: 4_096), handler: issue),
      Route(.post, "/v1/auth/login", operationID: "beginLogin", access: .open, body: .json(limit: 4_096), handler: login),
      Route(.post, "/v1/auth/refresh", operationID: "refreshAccessToken", access: .open, body: .json, handler: refresh),
      Route(.post, "/v1/auth/logout", operationID: "endLogin", access: .open, body: .json, handler: logout),
      Route(.get, "/.well-known/jwks.json", operationID: "getKeySet", access: .open) { [document = parts.document] request in
        try await document.response(ifNoneMatch: request.headers[.ifNoneMatch])
      },
      Route(.get, "/v1/me", operationID: "getCaller", access: .bearer(scope: nil), handler: caller),
      Route(.post, "/v1/auth/keys/rotate", operationID: "rotateSigningKeys", access: .bearer(scope: "keys:rotate"), handler: rotate),
    ] + internalRoutes + secrets.routes + administration.routes + browsers.routes + BrowserPages(parts: parts).routes
  }

  /// Operations that no client is told about: where another issuer is trusted, and where operators have a token.
  private var internalRoutes: [Route] {
    var routes: [Route] = []
    if configuration.outside != nil {
      routes.append(
        Route(.post, "/internal/auth/jwks/refresh", operationID: "refreshOutsideKeySet", access: .open, handler: parts.keySetRefresh.answer)
      )
    }
    if let token = configuration.operatorToken {
      let revocation = KeyRevocation(parts: parts, login: login, token: token)
      routes.append(
        Route(
          .post, "/internal/auth/keys/revoke", operationID: "revokeSigningKey", access: .open, body: .json(limit: 4_096),
          handler: revocation.answer))
    }
    return routes
  }

  /// Ends counts and locks whose time is over also where nobody asks for them.
  func run() async {
    await repeating(every: .seconds(60), "expired log-in counts and nonces were not cleared away", logger: logger) {
      _ = try await store.execute(LockoutSweep.statement(at: clock.now()))
      _ = try await store.execute(NonceSweep.statement(at: clock.now()))
    }
  }

  /// Makes the first keys and the configured accounts, the accounts at the same time because each hash takes a while.
  func prepare() async throws {
    _ = try await parts.keys.keys()
    let isPlanMissing = parts.rolloutDemand.isDemanded(in: configuration.environment, plan: configuration.rolloutPlan)
    parts.metrics.set(IdentityMetrics.rolloutPlanMissing, to: isPlanMissing ? 1 : 0)
    if isPlanMissing {
      logger.warning(
        "a rollout plan of the signing keys is demanded: name it in REFERENCE_ROLLOUT_PLAN",
        metadata: ["environment": "\(configuration.environment)"])
    }
    parts.metrics.set(IdentityMetrics.legacyRows, to: Double(try await accounts.legacyCount()))
    let now = clock.now()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for account in configuration.accounts {
        group.addTask {
          let hash: String
          if let given = account.secretHash {
            hash = given
          } else {
            hash = try await parts.hashAdmission.run { try await parts.hasher.hash(account.secret) }
          }
          let stored = Account(
            id: account.id, secretHash: hash, tenantID: account.tenantID, roles: account.roles, scopes: account.scopes)
          try await accounts.save(stored, at: now)
        }
      }
      try await group.waitForAll()
    }
  }

  private func issue(_ request: ServiceRequest) async throws -> ServiceResponse {
    let issued = try await granted(request) { try await parts.issuer.issue(to: $0, scopes: $1) }
    request.logger.info("access token issued", metadata: ["token_id": "\(issued.tokenID)"])
    return try .json(TokenResponseBody(issued))
  }

  /// A browser is told the anti-forgery token of its session again, as after a reload of the page.
  private func caller(_ request: ServiceRequest) throws -> ServiceResponse {
    let caller = try request.caller()
    var response = try ServiceResponse.json(CallerBody(caller))
    if let familyID = caller.browserFamilyID { response.headers[.csrfToken] = parts.browserAnswer.guarding.token(of: familyID) }
    return response
  }

  private func login(_ request: ServiceRequest) async throws -> ServiceResponse {
    let pair = try await granted(request) { try await refreshTokens.begin(for: $0, scopes: $1) }
    request.logger.info("login begun", metadata: ["token_id": "\(pair.access.tokenID)"])
    return try .json(TokenPairBody(pair))
  }

  /// What an account gets for its secret, counted.
  private func granted<Grant: Sendable>(
    _ request: ServiceRequest, _ grant: (Account, [String]) async throws -> Grant
  ) async throws -> Grant {
    let body = try request.decodeBody(TokenRequestBody.self)
    do {
      let account = try await login.authenticate(accountID: body.accountID, secret: body.secret, request: request)
      let scopes = try Self.grantedScopes(body.scope, account: account)
      try await body.nonce?.take(for: account, from: parts.nonces, at: clock.now())
      let granted = try await grant(account, scopes)
      parts.metrics.increment(IdentityMetrics.issuance, labels: ["result": "issued"])
      return granted
    } catch let refusal as ServiceError {
      parts.metrics.increment(IdentityMetrics.issuance, labels: ["result": "refused"])
      throw refusal
    }
  }

  /// Everything that the account has, or the part of it that was asked for.
  private static func grantedScopes(_ asked: String?, account: Account) throws -> [String] {
    guard let asked else { return account.scopes }
    let names = asked.split(separator: " ").map { String($0) }
    let isWithin = account.scopes.contains("*") || names.allSatisfy { account.scopes.contains($0) }
    guard isWithin, !names.isEmpty, names.count <= 32 else {
      throw ServiceError(.badRequest, "ERR_INVALID_SCOPE", "The scope is empty or goes beyond the account's.")
    }
    return names
  }

  private func refresh(_ request: ServiceRequest) async throws -> ServiceResponse {
    let token = try Self.refreshToken(in: request)
    let (pair, account) = try await refreshTokens.rotate(token, audit: try login.stamp(request))
    request.logger.info("access token refreshed", metadata: ["account": "\(account.id)", "token_id": "\(pair.access.tokenID)"])
    return try .json(TokenPairBody(pair))
  }

  private func logout(_ request: ServiceRequest) async throws -> ServiceResponse {
    let token = try Self.refreshToken(in: request)
    if try await refreshTokens.end(token, audit: try login.stamp(request)) { request.logger.info("login ended") }
    return ServiceResponse(status: .noContent)
  }

  private static func refreshToken(in request: ServiceRequest) throws -> String {
    let token = try request.decodeBody(RefreshRequestBody.self).refreshToken
    guard RefreshRequestBody.lengths.contains(token.unicodeScalars.count) else {
      throw ServiceError.invalidRequest("The field 'refresh_token' must have 1 to 8192 characters.")
    }
    return token
  }

  private func rotate(_ request: ServiceRequest) async throws -> ServiceResponse {
    try await parts.audit.record(action: "keys.rotated", by: try request.caller(), correlationID: request.correlation.requestID)
    let keys: KeySet
    do { keys = try await parts.keys.rotate() } catch let problem as KeyStoreProblem {
      request.logger.error("signing keys were not rotated", metadata: ["reason": "\(problem)"])
      throw ServiceError(.serviceUnavailable, "ERR_KEY_STORE", "The keys could not be changed. Try again.", retryable: true)
    }
    let retired = keys.retired.first?.key.id ?? ""
    request.logger.info("signing keys rotated", metadata: ["key_id": "\(keys.active.id)"])
    return try .json(RotationBody(activeKeyID: keys.active.id, nextKeyID: keys.next.id, retiredKeyID: retired))
  }
}
