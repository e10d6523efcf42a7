import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct RefreshTokenTests {
    private func login(_ harness: ServiceHarness) async throws -> String {
      let body = #"{"account_id":"admin","secret":"\#(ServiceHarness.secret)"}"#
      return try #require(try await harness.post("/v1/auth/login", body, headers: []).json["refresh_token"]?.string)
    }

    private func request(_ token: String) -> WireRequest { .json("POST", "/v1/auth/refresh", body: #"{"refresh_token":"\#(token)"}"#) }

    /// Statuses of simultaneous uses of one token.
    private func uses(_ harness: ServiceHarness, _ token: String, _ count: Int) async throws -> [Int] {
      let burst = Burst(endpoint: harness.endpoint, loops: harness.loops)
      let result = try await burst.run(Array(repeating: request(token), count: count))
      await burst.close()
      try #require(result.overlap.happened)
      return result.responses.map(\.status)
    }

    @Test("Of 32 simultaneous uses one succeeds, and the login is ended and recorded once")
    func oneWins() async throws {
      try await ServiceHarness.run { harness in
        for round in 1...3 {
          let statuses = try await uses(harness, try await login(harness), 32)
          #expect(statuses.filter { $0 == 200 }.count == 1)
          #expect(statuses.filter { $0 == 401 }.count == 31)
          let row = try await harness.rows(
            """
            SELECT (SELECT count(*) FROM refresh_families WHERE revoked_for = 'reuse') AS revoked,
              (SELECT count(*) FROM refresh_tokens WHERE spent_at_ms IS NULL) AS unspent,
              (SELECT count(*) FROM audit_entry WHERE action = 'refresh.reused') AS entries
            """)[0]
          #expect(try row.get("revoked", as: Int.self) == round)
          #expect(try row.get("entries", as: Int.self) == round)
          #expect(try row.get("unspent", as: Int.self) == round)
        }
      }
    }

    @Test("With refresh.double-spend, simultaneous uses have more than one winner")
    func doubleSpend() async throws {
      try await ServiceHarness.run(.init(defects: ["refresh.double-spend"])) { harness in
        var winners: [Int] = []
        for _ in 1...5 { winners.append(try await uses(harness, try await login(harness), 32).filter { $0 == 200 }.count) }
        #expect(winners.contains { $0 > 1 })
      }
    }

    @Test("A refresh token is good to the end of its life, also after a rotation of the keys", arguments: [(3_599, 200), (3_600, 401)])
    func expiry(seconds: Int, status: Int) async throws {
      let clock = ManualServiceClock()
      var setup = ServiceHarness.Setup(clock: clock)
      setup.configure = { $0.identity.refreshLifetime = .seconds(3_600) }
      try await ServiceHarness.run(setup) { harness in
        let token = try await login(harness)
        #expect(try await harness.post("/v1/auth/keys/rotate", headers: harness.authorization()).status == 200)
        clock.advance(by: .seconds(seconds))
        #expect(try await harness.client.send(request(token)).status == status)
      }
    }

    @Test("A long token is digested whole")
    func digest() {
      let digest = PepperedDigest(pepper: Array(repeating: 7, count: 32))
      let prefix = String(repeating: "x", count: 72)
      #expect(digest.digest(of: prefix + "a") != digest.digest(of: prefix + "b"))
      #expect(digest.digest(of: prefix) != PepperedDigest(pepper: Array(repeating: 8, count: 32)).digest(of: prefix))
    }
  }
}
