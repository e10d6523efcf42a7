import HTTPTypes
import Testing

@testable import ReferenceService

@Suite struct ClaimsTenantResolverTests {
  private func headers(tenant: String?, role: String?) -> HTTPFields {
    var headers = HTTPFields()
    headers[.tenantID] = tenant
    headers[.role] = role
    return headers
  }

  struct Row: Sendable {
    let claim: String?
    let roles: [Role]
    let tenant: String?
    let role: String?
    let expected: String
  }

  @Test(
    "takes tenant and role from the claims, and lets headers only narrow",
    arguments: [
      Row(claim: "a", roles: [.admin], tenant: nil, role: nil, expected: "a admin own"),
      Row(claim: "a", roles: [.viewer, .admin], tenant: "a", role: "viewer", expected: "a viewer own"),
      Row(claim: "a", roles: [.admin], tenant: "b", role: nil, expected: "403"),
      Row(claim: "a", roles: [.member], tenant: nil, role: "admin", expected: "403"),
      Row(claim: "a", roles: [.member], tenant: nil, role: "emperor", expected: "400"),
      Row(claim: "a", roles: [], tenant: nil, role: nil, expected: "401"),
      Row(claim: "a", roles: [.support], tenant: "b", role: nil, expected: "403"),
      Row(claim: nil, roles: [.member], tenant: "a", role: nil, expected: "401"),
      Row(claim: nil, roles: [.admin], tenant: nil, role: nil, expected: "401"),
      Row(claim: nil, roles: [.support], tenant: nil, role: nil, expected: "400"),
      Row(claim: nil, roles: [.support], tenant: "Not A Tenant", role: nil, expected: "400"),
      Row(claim: nil, roles: [.support], tenant: "b", role: "viewer", expected: "b viewer foreign"),
    ])
  func resolves(row: Row) {
    let outcome: String
    do {
      let decision = try ClaimsTenantResolver().resolve(
        TokenGrant(tenantID: row.claim, roles: row.roles), headers: headers(tenant: row.tenant, role: row.role))
      outcome = "\(decision.tenantID) \(decision.role.rawValue) \(decision.isForeign ? "foreign" : "own")"
    } catch {
      outcome = String(error.status.code)
    }
    #expect(outcome == row.expected)
  }
}
