import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct TenantQuotaTests {
    @Test("A tenant with a quota gets as many sessions as it may have, and other tenants any number")
    func quota() async throws {
      try await ServiceHarness.run { harness in
        _ = try await harness.rows("INSERT INTO tenant_session_quotas (tenant_id, max_open_sessions) VALUES ('tenant-a', 3)")
        let burst = Burst(endpoint: harness.endpoint, loops: harness.loops)
        func open(_ account: ServiceHarness.Account) async throws -> [Int] {
          let request = WireRequest.json("POST", "/v1/sessions", headers: try await harness.authorization(account), body: "{}")
          return try await burst.run(Array(repeating: request, count: 12)).responses.map(\.status)
        }
        #expect(try await open(.admin).filter { $0 == 201 }.count == 3)
        #expect(try await open(.stranger).filter { $0 == 201 }.count == 12)
        await burst.close()
      }
    }
  }
}
