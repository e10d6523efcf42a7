import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct TenantBoundaryTests {
    private func me(_ harness: ServiceHarness, _ account: String, tenant: String? = nil, role: String? = nil) async throws
      -> ServiceHarness.Answer
    {
      var headers = try await harness.authorization(id: account)
      if let tenant { headers.add("X-Tenant-Id", tenant) }
      if let role { headers.add("X-Role", role) }
      return try await harness.get("/v1/me", headers: headers)
    }

    @Test("Headers narrow tenant and role and never widen them")
    func narrows() async throws {
      try await ServiceHarness.runWithEveryAccount { harness in
        let narrowed = try await me(harness, "admin", tenant: "tenant-a", role: "viewer")
        #expect(narrowed.json["role"]?.string == "viewer")
        let elsewhere = try await me(harness, "admin", tenant: "tenant-b")
        #expect(elsewhere.status == 403)
        let raised = try await me(harness, "viewer", role: "admin")
        #expect(raised.status == 403)
        let unknown = try await me(harness, "admin", role: "emperor")
        #expect(unknown.status == 400)
      }
    }

    @Test("A token without a tenant is refused unless it is a support account's")
    func tenantless() async throws {
      try await ServiceHarness.runWithEveryAccount { harness in
        let bare = try await me(harness, "tenantless")
        #expect(bare.status == 401)
        let naming = try await me(harness, "tenantless", tenant: "tenant-a")
        #expect(naming.status == 401)
        let support = try await me(harness, "support")
        #expect(support.code == "ERR_TENANT_REQUIRED")
      }
    }

    @Test("A support account's step into a tenant is audited")
    func audited() async throws {
      try await ServiceHarness.runWithEveryAccount { harness in
        let entered = try await me(harness, "support", tenant: "tenant-b")
        #expect(entered.json["tenant_id"]?.string == "tenant-b")
        let rows = try await harness.rows("SELECT actor, action, tenant_id FROM audit_entry WHERE action = 'tenant.entered'")
        #expect(rows.map(\.values) == [["service:support", "tenant.entered", "tenant-b"]])
      }
    }

    @Test("tenant.header-trusted lets a caller into another tenant")
    func headerTrusted() async throws {
      try await ServiceHarness.runWithEveryAccount(defects: ["tenant.header-trusted"]) { harness in
        let foreign = try await me(harness, "admin", tenant: "tenant-b")
        #expect(foreign.json["tenant_id"]?.string == "tenant-b")
        let nobody = try await me(harness, "tenantless", tenant: "tenant-b")
        #expect(nobody.status == 401)
      }
    }

    @Test("tenant.missing-claim-uses-header lets a caller without a tenant choose one")
    func headerFills() async throws {
      try await ServiceHarness.runWithEveryAccount(defects: ["tenant.missing-claim-uses-header"]) { harness in
        let filled = try await me(harness, "tenantless", tenant: "tenant-b")
        #expect(filled.json["tenant_id"]?.string == "tenant-b")
        let refused = try await me(harness, "admin", tenant: "tenant-b")
        #expect(refused.status == 403)
      }
    }
  }
}
