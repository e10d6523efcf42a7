import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct TokenIssuanceTests {
    @Test("An account's credentials give a token that the service accepts")
    func issues() async throws {
      try await ServiceHarness.run { harness in
        let answer = try await harness.post(
          "/v1/auth/token", #"{"account_id":"admin","secret":"\#(ServiceHarness.secret)","scope":"events:read keys:rotate"}"#, headers: [])
        #expect(answer.status == 200)
        #expect(answer.response.headers["Cache-Control"] == "no-store")
        #expect(answer.json["token_type"]?.string == "Bearer")
        #expect(answer.json["expires_in"]?.int == 300)
        #expect(answer.json["scope"]?.string == "events:read keys:rotate")
        let token = try #require(answer.json["access_token"]?.string)
        let caller = try await harness.get("/v1/me", headers: ["Authorization": "Bearer \(token)"])
        #expect(caller.status == 200)
        #expect(caller.json["subject"]?.string == "service:admin")
        #expect(caller.json["tenant_id"]?.string == "tenant-a")
        #expect(caller.json["role"]?.string == "admin")
        #expect(caller.json["scopes"]?.array?.compactMap(\.string) == ["events:read", "keys:rotate"])
      }
    }

    @Test("Wrong credentials are refused alike, whatever is wrong with them")
    func refuses() async throws {
      try await ServiceHarness.run { harness in
        for body in [
          #"{"account_id":"admin","secret":"wrong"}"#, #"{"account_id":"nobody","secret":"wrong"}"#, #"{"account_id":"'; --","secret":""}"#,
        ] {
          let answer = try await harness.post("/v1/auth/token", body, headers: [])
          #expect(answer.status == 401)
          #expect(answer.code == "ERR_INVALID_CREDENTIALS")
          #expect(answer.response.headers.contains(name: "WWW-Authenticate"))
        }
      }
    }

    @Test("A scope that the account does not have is refused")
    func scope() async throws {
      try await ServiceHarness.runWithEveryAccount { harness in
        let body = #"{"account_id":"viewer","secret":"\#(ServiceHarness.secret)","scope":"events:read"}"#
        #expect(try await harness.post("/v1/auth/token", body, headers: []).code == "ERR_INVALID_SCOPE")
        let events = try await harness.get("/v1/events", headers: try await harness.authorization(id: "viewer"))
        #expect(events.status == 403)
        #expect(events.code == "ERR_FORBIDDEN")
      }
    }

    @Test("A token ends when its time is over by the service's clock")
    func expires() async throws {
      let clock = ManualServiceClock()
      try await ServiceHarness.run(.init(clock: clock)) { harness in
        let headers = try await harness.authorization(id: "admin")
        clock.advance(by: .seconds(299))
        #expect(try await harness.get("/v1/me", headers: headers).status == 200)
        clock.advance(by: .seconds(1))
        #expect(try await harness.get("/v1/me", headers: headers).status == 401)
      }
    }

    @Test("No log line holds a secret or a token")
    func logs() async throws {
      try await ServiceHarness.run { harness in
        let headers = try await harness.authorization(id: "admin")
        _ = try await harness.get("/v1/me", headers: headers)
        let token = String(try #require(headers["Authorization"]).dropFirst("Bearer ".count))
        #expect(harness.log.lines.contains { $0.contains("access token issued") })
        #expect(!harness.log.lines.contains { $0.contains(ServiceHarness.secret) || $0.contains(token) })
      }
    }

    @Test("The store keeps the scrypt hash of a secret, not the secret")
    func hashed() async throws {
      try await ServiceHarness.run { harness in
        let rows = try await harness.rows("SELECT secret_hash FROM service_account")
        #expect(rows.count == 3)
        #expect(try rows.allSatisfy { try $0.get("secret_hash", as: String.self).hasPrefix("$scrypt$") })
      }
    }
  }
}
