import HTTPTypes

/// Decides in which tenant and with which role a request acts.
public protocol TenantResolving: Sendable {
  /// - Throws: ``ServiceError`` when the headers ask for more than the token gives.
  func resolve(_ grant: TokenGrant, headers: HTTPFields) throws(ServiceError) -> TenantDecision
}

/// What a verified token says about tenant and role.
public struct TokenGrant: Sendable, Equatable {
  /// The `tenant_id` claim, if there is one.
  public var tenantID: String?
  public var roles: [Role]

  public init(tenantID: String?, roles: [Role]) {
    self.tenantID = tenantID
    self.roles = roles
  }

  /// The highest role of the token; nil when it names none that is known.
  public var role: Role? { roles.max() }

  /// Whether this is a support account that belongs to no tenant.
  public var isGlobalSupport: Bool { tenantID == nil && role == .support }
}

/// In which tenant and with which role a request acts.
public struct TenantDecision: Sendable, Equatable {
  public var tenantID: String
  public var role: Role
  /// Whether somebody acts in a tenant that is not their own; such a request is audited.
  public var isForeign: Bool

  public init(tenantID: String, role: Role, isForeign: Bool) {
    self.tenantID = tenantID
    self.role = role
    self.isForeign = isForeign
  }
}

/// Tenant and role come from the claims; `X-Tenant-Id` and `X-Role` may only narrow.
public struct ClaimsTenantResolver: TenantResolving {
  public init() {}

  public func resolve(_ grant: TokenGrant, headers: HTTPFields) throws(ServiceError) -> TenantDecision {
    guard let highest = grant.role else { throw .unauthenticated }
    let role = try narrowed(highest, headers[.role])
    if let own = grant.tenantID {
      if let asked = headers[.tenantID], Array(asked.utf8) != Array(own.utf8) {
        throw .forbidden("The token belongs to another tenant than \(HTTPField.Name.tenantID) names.")
      }
      return TenantDecision(tenantID: own, role: role, isForeign: false)
    }
    guard grant.isGlobalSupport else { throw .unauthenticated }
    guard let asked = headers[.tenantID], TenantID.isValid(asked) else {
      throw .init(.badRequest, "ERR_TENANT_REQUIRED", "A support account must name a tenant in \(HTTPField.Name.tenantID).")
    }
    return TenantDecision(tenantID: asked, role: role, isForeign: true)
  }

  private func narrowed(_ highest: Role, _ header: String?) throws(ServiceError) -> Role {
    guard let header else { return highest }
    guard let asked = Role(rawValue: header) else { throw .invalidRequest("\(HTTPField.Name.role) names no known role.") }
    guard asked <= highest else { throw .forbidden("The token's role is below the one that \(HTTPField.Name.role) names.") }
    return asked
  }
}
