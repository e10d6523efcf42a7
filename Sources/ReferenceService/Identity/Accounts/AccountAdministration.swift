import Cryptography

/// Registers the accounts of a tenant and moves them through their life.
struct AccountAdministration: Sendable {
  let parts: IdentityParts
  let accounts: AccountStore
  let login: AccountLogin
  let clock: any ServiceClock

  var routes: [Route] {
    let reading = RouteAccess.bearer(scope: "accounts:read")
    let writing = RouteAccess.bearer(scope: "accounts:write")
    let account = "/v1/accounts/{account_id}"
    return [
      Route(.post, "/v1/accounts", operationID: "registerAccount", access: writing, body: .json(limit: 8_192), handler: register),
      Route(.get, account, operationID: "getAccount", access: reading, handler: read),
      Route(.put, account + "/status", operationID: "setAccountStatus", access: writing, body: .json(limit: 1_024), handler: change),
      Route(.post, account + "/password-reset", operationID: "issueResetToken", access: writing, handler: issueReset),
    ]
  }

  /// A new account is pending until somebody lets it in. It gets no more than whoever registers it has.
  private func register(_ request: ServiceRequest) async throws -> ServiceResponse {
    let caller = try request.caller()
    let body = try request.decodeBody(AccountCreationBody.self)
    guard body.role <= caller.role, body.role != .support, body.scopes.allSatisfy({ caller.has(scope: $0) }) else {
      throw ServiceError.forbidden("An account cannot get more than whoever registers it has.")
    }
    let hash = try await parts.hashAdmission.run { try await parts.hasher.hash(body.secret) }
    let account = Account(
      id: body.accountID, secretHash: hash, tenantID: caller.tenantID, roles: [body.role], scopes: body.scopes, status: .pending,
      email: body.email)
    guard try await accounts.add(account, at: clock.now()) else {
      throw ServiceError(.conflict, "ERR_ACCOUNT_EXISTS", "There is an account of that id.", retryable: false)
    }
    let event = AuthenticationEvent(
      "account.registered", actor: caller.subject, tenantID: caller.tenantID, result: .done, reason: account.id)
    try await parts.audit.record(event, stamp: try login.stamp(request))
    return try .json(
      AccountBody(account, tenantID: caller.tenantID, isLocked: false, isResetRequested: false), status: .created,
      headers: [.location: "/v1/accounts/\(account.id)"])
  }

  private func read(_ request: ServiceRequest) async throws -> ServiceResponse {
    try await answer(try await account(of: request), request)
  }

  /// Lets an account in, or shuts it out; letting in an account that is locked unlocks it. What is so already stays so.
  private func change(_ request: ServiceRequest) async throws -> ServiceResponse {
    let status = try request.decodeBody(AccountStatusBody.self).status
    let caller = try request.caller()
    var account = try await account(of: request)
    if account.status == status {
      if status == .active {
        let subject = login.subject(of: account.id, account)
        _ = try await parts.lockouts.unlock(subject, reason: "administrator", audit: try login.stamp(request))
      }
      return try await answer(account, request)
    }
    guard try await accounts.change(account, to: status, by: caller.subject, audit: try login.stamp(request)) else {
      throw ServiceError(.conflict, "ERR_ACCOUNT_STATUS", "The account was changed meanwhile. Read it again.", retryable: true)
    }
    if status == .disabled {
      let count = try await parts.refreshFamilies.revokeAll(of: account.id, reason: "disabled", audit: try login.stamp(request))
      parts.metrics.increment(IdentityMetrics.familiesRevoked, by: Double(count), labels: ["reason": "disabled"])
    }
    account.status = status
    return try await answer(account, request)
  }

  /// Makes the token with which the account's holder chooses another secret; whoever calls hands it on.
  private func issueReset(_ request: ServiceRequest) async throws -> ServiceResponse {
    let account = try await account(of: request)
    let caller = try request.caller()
    guard account.roles.max() ?? .viewer <= caller.role, account.scopes.allSatisfy({ caller.has(scope: $0) }) else {
      throw ServiceError.forbidden("The account has more than whoever asks.")
    }
    let token = Base64URL.encode(try parts.random.bytes(32))
    let now = clock.now()
    let life = Duration.seconds(ResetToken.minutes * 60)
    try await parts.resets.issue(
      account.id, digest: ResetToken.digest(of: token), expiresAtMilliseconds: now.advanced(by: life).milliseconds,
      atMilliseconds: now.milliseconds)
    let event = AuthenticationEvent(
      "password.reset-issued", actor: caller.subject, tenantID: caller.tenantID, result: .done, reason: account.id)
    try await parts.audit.record(event, stamp: try login.stamp(request))
    return try .json(ResetTokenBody(token: token, expiresIn: ResetToken.minutes * 60), status: .created)
  }

  private func answer(_ account: Account, _ request: ServiceRequest) async throws -> ServiceResponse {
    let subject = login.subject(of: account.id, account)
    let state = try await parts.lockouts.state(subject, audit: try login.stamp(request))
    let body = AccountBody(
      account, tenantID: account.tenantID ?? "", isLocked: state.lockedUntilMilliseconds != nil,
      isResetRequested: try await parts.resets.isRequested(account.id))
    return try .json(body)
  }

  /// The account of the path; one of another tenant is not there.
  private func account(of request: ServiceRequest) async throws -> Account {
    let id = try request.parameter("account_id")
    let tenant = try request.caller().tenantID
    guard AccountID.isValid(id), let account = try await accounts.account(id: id), account.tenantID == tenant else {
      throw ServiceError.notFound("There is no such account.")
    }
    return account
  }
}
