import HTTPTypes

/// Lets somebody in for a secret, or says why not. Nothing is hashed for whoever is over a limit or locked out; everything is recorded.
struct AccountLogin: Sendable {
  /// What entries call a log-in.
  static let login = "login"

  /// Whose attempt it is, and what entries call it.
  private struct Trail: Sendable {
    let subject: LockoutSubject
    let action: String
    let request: ServiceRequest
  }

  let configuration: LoginConfiguration
  let parts: IdentityParts
  let accounts: AccountStore
  let clock: any ServiceClock

  /// - Throws: ``ServiceError``: 401 for a wrong secret, 403 for an account that is not active, 423 for one that is locked, 429 over a
  ///   limit.
  ///
  /// - Parameter action: what entries of a failure are called; only a log-in records its success, everything else does that itself.
  func authenticate(
    accountID: String, secret: String, request: ServiceRequest, action: String = AccountLogin.login
  ) async throws -> Account {
    let attempt = attempt(accountID, request)
    return try await parts.loginOrdering.run {
      try limit(accountID: accountID, request: request)
    } verify: {
      try await verified(attempt, secret: secret, request: request, action: action)
    }
  }

  /// Counts an attempt of the request's address on an account.
  ///
  /// - Throws: 429 over a limit.
  func limit(accountID: String, request: ServiceRequest) throws {
    let attempt = attempt(accountID, request)
    guard let wait = parts.loginThrottle.take(address: attempt.address, account: attempt.account) else { return }
    throw held("rate", LoginRefusals.limited(wait))
  }

  private func attempt(_ accountID: String, _ request: ServiceRequest) -> LoginAttempt {
    LoginAttempt(account: accountID, address: address(of: request))
  }

  private func address(of request: ServiceRequest) -> String {
    PeerAddressing(trustedProxies: configuration.trustedProxies).address(peer: request.peerAddress, headers: request.headers)
  }

  /// For an entry of this request.
  func stamp(_ request: ServiceRequest) throws -> AuditStamp {
    AuditStamp(
      entryID: try parts.random.identifier(), correlationID: request.correlation.requestID,
      addressDigest: parts.subjects.address(address(of: request)), at: clock.now())
  }

  func subject(of accountID: String, _ account: Account?) -> LockoutSubject {
    let key = parts.subjects.account(LoginAttempt.normalised(accountID))
    return LockoutSubject(key: key, actor: account?.subject ?? "unknown:\(key.prefix(16))", tenantID: account?.tenantID ?? "")
  }

  private func verified(_ attempt: LoginAttempt, secret: String, request: ServiceRequest, action: String) async throws -> Account {
    try await checkNetwork(attempt, request)
    let account = AccountID.isValid(attempt.written) ? try await accounts.account(id: attempt.written) : nil
    let subject = subject(of: attempt.account, account)
    let trail = Trail(subject: subject, action: action, request: request)
    try await checkLock(trail)
    let isRight = try await parts.hashAdmission.run {
      // Whoever has waited for a turn may have been locked out meanwhile.
      try await checkLock(trail)
      guard try await matches(secret, account) else {
        _ = try await parts.lockouts.count(subject, rule: configuration.accountRule, audit: try stamp(request))
        return false
      }
      return true
    }
    guard isRight, let account else {
      try await record(trail, .failed, "credentials")
      throw LoginRefusals.credentials
    }
    guard account.status == .active else {
      try await record(trail, .failed, account.status.rawValue)
      throw LoginRefusals.inactive(account.status)
    }
    let state = try await parts.lockouts.clear(subject, audit: try stamp(request))
    if let end = state.lockedUntilMilliseconds { throw try await locked(trail, until: end) }
    if action == Self.login { try await record(trail, .done, nil) }
    return account
  }

  private func matches(_ secret: String, _ account: Account?) async throws -> Bool {
    guard let account else {
      try await parts.unknownAccounts.spend { try await parts.hasher.verifyNothing(secret) }
      return false
    }
    switch parts.schemes.scheme(ofHash: account.secretHash, salt: account.legacySalt) {
    case .current(let hash), .bcrypt(let hash):
      guard try await parts.hasher.verify(secret, against: hash) else { return false }
      if parts.hasher.isOutdated(hash) { try await move(account, to: try await parts.hasher.hash(secret)) }
      return true
    case .legacy(let digest, let salt):
      let isRight = LegacyCredential.matches(secret, digest: digest, salt: salt)
      // In either case one hash is computed, as for every other account.
      let hash = try await parts.hasher.hash(secret)
      if parts.rehashing.applies(isRight: isRight) { try await move(account, to: hash) }
      return isRight
    case nil:
      parts.metrics.increment(IdentityMetrics.unreadable)
      try await parts.hasher.verifyNothing(secret)
      return false
    }
  }

  private func move(_ account: Account, to hash: String) async throws {
    try await accounts.move(account, to: hash)
    parts.metrics.set(IdentityMetrics.legacyRows, to: Double(try await accounts.legacyCount()))
  }

  private func checkNetwork(_ attempt: LoginAttempt, _ request: ServiceRequest) async throws {
    guard let rule = configuration.networkRule else { return }
    let key = parts.subjects.network(attempt.network)
    let subject = LockoutSubject(key: key, actor: "network:\(key.prefix(16))")
    if let end = try await parts.lockouts.state(subject, audit: try stamp(request)).lockedUntilMilliseconds {
      throw held("network", LoginRefusals.networkLocked(end - clock.now().milliseconds))
    }
    _ = try await parts.lockouts.count(subject, rule: rule, audit: try stamp(request))
  }

  private func checkLock(_ trail: Trail) async throws {
    guard let end = try await parts.lockouts.state(trail.subject, audit: try stamp(trail.request)).lockedUntilMilliseconds else { return }
    throw try await locked(trail, until: end)
  }

  private func locked(_ trail: Trail, until end: Int64) async throws -> ServiceError {
    try await record(trail, .failed, "locked")
    return held("account", LoginRefusals.accountLocked(end - clock.now().milliseconds))
  }

  private func record(_ trail: Trail, _ result: AuditResult, _ reason: String?) async throws {
    let event = AuthenticationEvent(
      trail.action, actor: trail.subject.actor, tenantID: trail.subject.tenantID, result: result, reason: reason)
    try await parts.audit.record(event, stamp: try stamp(trail.request))
  }

  private func held(_ reason: String, _ refusal: ServiceError) -> ServiceError {
    parts.metrics.increment(IdentityMetrics.held, labels: ["reason": reason])
    return refusal
  }
}
