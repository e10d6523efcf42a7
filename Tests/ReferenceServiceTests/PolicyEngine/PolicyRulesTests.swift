import ReferenceService
import Testing

@Suite struct PolicyRulesTests {
  @Test(
    "A rule allows, and what no rule allows is denied",
    arguments: [
      ("member", "search", true), ("member", "fetch_span", true), ("member", "aggregate", false), ("admin", "aggregate", true),
      ("support", "search", true), ("support", "aggregate", false), ("viewer", "search", false), ("admin", "delete", false),
      ("", "search", false),
    ])
  func decisions(role: String, action: String, allowed: Bool) {
    let request = PolicyRequest(principalID: "user:1", tenantID: "t", roles: [role], action: action, resource: "safe_documents")
    #expect(PolicyRules.standard.decide(request).allow == allowed)
  }

  @Test("Another resource, no role and no rules are denied")
  func denyByDefault() {
    let request = PolicyRequest(principalID: "user:1", tenantID: "t", roles: ["admin"], action: "search", resource: "documents")
    #expect(!PolicyRules.standard.decide(request).allow)
    #expect(!PolicyRules(rules: []).decide(request).allow)
    let nobody = PolicyRequest(principalID: "user:1", tenantID: "t", roles: [], action: "search", resource: "safe_documents")
    #expect(!PolicyRules.standard.decide(nobody).allow)
  }
}
