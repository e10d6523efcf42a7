import HTTPTypes

/// Authenticates a request by its bearer token (RFC 6750), or by the cookies of a browser's session where it has no `Authorization`.
struct BearerAuthenticator: RequestAuthenticating {
  let verifier: AccessTokenVerifier
  let tenants: any TenantResolving
  let audit: any AuditWriting
  let families: any RefreshFamilyKeeping
  let metrics: MetricsRegistry
  let strangers: any StrangerRule
  let browser: BrowserSessionAnswer

  func authenticate(_ request: ServiceRequest) async throws -> Principal {
    let cookie = request.headers[.authorization] == nil ? browser.cookies.value(of: .access, in: request.headers) : nil
    guard let token = Self.token(in: request.headers) ?? cookie else {
      if let principal = strangers.principal(of: request) { return principal }
      metrics.increment(IdentityMetrics.verifications, labels: ["result": "missing"])
      throw ServiceError.unauthenticated
    }
    let claims: AccessTokenClaims
    do {
      claims = try await verifier.verify(token)
    } catch let refusal as TokenRefusal {
      metrics.increment(IdentityMetrics.verifications, labels: ["result": refusal.rawValue])
      request.logger.info("access refused", metadata: ["reason": "\(refusal.rawValue)"])
      throw ServiceError.unauthenticated
    }
    // Only a token of a login that can be ended costs a look at the store.
    if let family = claims.familyID {
      guard UUIDText.isValid(family), try await !families.isRevoked(family) else {
        metrics.increment(IdentityMetrics.verifications, labels: ["result": "revoked"])
        throw ServiceError.unauthenticated
      }
    }
    let browserFamilyID = cookie == nil ? nil : try admit(request, of: claims)
    metrics.increment(IdentityMetrics.verifications, labels: ["result": "accepted"])
    let grant = TokenGrant(tenantID: claims.tenantID, roles: claims.roles.compactMap { Role(rawValue: $0) })
    let decision = try tenants.resolve(grant, headers: request.headers)
    let principal = Principal(
      subject: claims.subject, tenantID: decision.tenantID, role: decision.role,
      scopes: Set(claims.scope.split(separator: " ").map { String($0) }), tokenID: claims.tokenID, browserFamilyID: browserFamilyID)
    if decision.isForeign {
      try await audit.record(action: "tenant.entered", by: principal, correlationID: request.correlation.requestID)
    }
    return principal
  }

  /// The login of a request that came with cookies. A token without one was not made for a browser, and nobody could log it out.
  private func admit(_ request: ServiceRequest, of claims: AccessTokenClaims) throws(ServiceError) -> String {
    guard let familyID = claims.familyID else {
      metrics.increment(IdentityMetrics.verifications, labels: ["result": TokenRefusal.claims.rawValue])
      throw .unauthenticated
    }
    guard browser.guarding.admits(request, of: familyID) else {
      metrics.increment(IdentityMetrics.verifications, labels: ["result": "anti_forgery"])
      throw BrowserGuard.refusal
    }
    return familyID
  }

  private static func token(in headers: HTTPFields) -> String? {
    guard let value = headers[.authorization] else { return nil }
    let parts = value.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bearer", !parts[1].isEmpty else { return nil }
    return String(parts[1])
  }
}
