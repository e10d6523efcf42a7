import HTTPTypes
import ReferenceService

/// Faults of the tenant boundary.
enum TenantDefects {
  static let all = [
    SeededDefect(
      "tenant.header-trusted", requirements: ["S4-TENANT-001"], "The tenant header wins over the token's tenant.",
      change: .parts { $0.identity.tenants = HeaderTrustingResolver(base: $0.identity.tenants) }),
    SeededDefect(
      "tenant.missing-claim-uses-header", requirements: ["S4-TENANT-001"],
      "A token without a tenant takes the tenant of the header, whoever holds it.",
      change: .parts { $0.identity.tenants = HeaderFillingResolver(base: $0.identity.tenants) }),
  ]
}

private struct HeaderTrustingResolver: TenantResolving {
  let base: any TenantResolving

  func resolve(_ grant: TokenGrant, headers: HTTPFields) throws(ServiceError) -> TenantDecision {
    guard let asked = headers[.tenantID], grant.tenantID != nil else { return try base.resolve(grant, headers: headers) }
    return try base.resolve(TokenGrant(tenantID: asked, roles: grant.roles), headers: headers)
  }
}

private struct HeaderFillingResolver: TenantResolving {
  let base: any TenantResolving

  func resolve(_ grant: TokenGrant, headers: HTTPFields) throws(ServiceError) -> TenantDecision {
    guard grant.tenantID == nil, let asked = headers[.tenantID] else { return try base.resolve(grant, headers: headers) }
    return try base.resolve(TokenGrant(tenantID: asked, roles: grant.roles), headers: headers)
  }
}
