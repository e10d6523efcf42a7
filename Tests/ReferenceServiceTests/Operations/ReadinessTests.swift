import HTTPWire
import JSONDocument
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct ReadinessTests {
    private func statuses(_ answer: ServiceHarness.Answer) throws -> [String] {
      try #require(answer.json["dependencies"]?.array).map { "\($0["name"]?.string ?? "") \($0["status"]?.string ?? "")" }
    }

    @Test("A service whose dependencies work is ready and names them")
    func ready() async throws {
      try await ServiceHarness.run { harness in
        let answer = try await harness.get("/readyz")
        #expect(answer.status == 200)
        #expect(answer.json["status"]?.string == "ready")
        #expect(try statuses(answer) == ["store up", "policy_engine up", "ledger up"])
      }
    }

    @Test("A store that is gone makes the service unready, not dead, and says nothing about where it was")
    func storeGone() async throws {
      try await ServiceHarness.run { harness in
        let port = String(harness.store.port)
        _ = try await harness.store.apply(.down)
        let answer = try await harness.get("/readyz")
        #expect(answer.status == 503)
        #expect(answer.json["status"]?.string == "unavailable")
        #expect(try statuses(answer) == ["store down", "policy_engine up", "ledger down"])
        #expect(!answer.response.text.contains(port) && !answer.response.text.contains("postgres"))
        #expect(try await harness.get("/healthz").status == 200)
        _ = try await harness.store.healAll()
        #expect(try await harness.get("/readyz").status == 200)
      }
    }

    @Test("ready.always-200 calls a store up that is gone")
    func blind() async throws {
      try await ServiceHarness.run(.init(defects: ["ready.always-200"])) { harness in
        _ = try await harness.store.apply(.down)
        #expect(try await harness.get("/readyz").status == 200)
      }
    }
  }
}
