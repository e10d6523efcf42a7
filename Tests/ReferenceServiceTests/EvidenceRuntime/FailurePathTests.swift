import FaultProxy
import ReferenceService
import Testing

extension RunningServiceTests {
  /// S1-M3: every failure path has its exact status, code, terminal mode and retryable flag.
  @Suite struct FailurePathTests {
    private func expect(
      _ answer: ServiceHarness.Answer, _ status: Int, _ code: String, _ mode: String, retryable: Bool,
      location: SourceLocation = #_sourceLocation
    ) {
      #expect(answer.status == status, sourceLocation: location)
      #expect(answer.code == code, sourceLocation: location)
      #expect(answer.json["terminal_mode"]?.string == mode, sourceLocation: location)
      #expect(answer.json["retryable"]?.bool == retryable, sourceLocation: location)
    }

    @Test("A role that the policy does not allow is refused for good", arguments: [("member", "aggregate"), ("viewer", "search")])
    func policyDenies(role: String, name: String) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        expect(
          try await session.call(name, role: role), 403, "ERR_POLICY_DENIED", "INSUFFICIENT_PERMISSION", retryable: false)
        #expect(try await session.ledgerKinds() == ["SESSION_CREATED", "POLICY_DENIED"])
        #expect(try await session.finalize().json["terminal_mode"]?.string == "INSUFFICIENT_PERMISSION")
      }
    }

    @Test("A policy engine that is gone makes the source unavailable, and nothing is handed out", arguments: [Fault.closePort, .down])
    func engineGone(fault: Fault) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        let applied = try await harness.engine.apply(fault)
        expect(try await session.call("search"), 503, "ERR_SOURCE_UNAVAILABLE", "SOURCE_UNAVAILABLE", retryable: true)
        let readiness = try await harness.get("/readyz")
        #expect(readiness.status == 503)
        _ = try await harness.engine.heal(applied)
        #expect(try await session.call("search").status == 200)
        #expect(try await session.ledgerKinds() == ["SESSION_CREATED", "SOURCE_UNAVAILABLE", "OPERATOR_COMPLETED"])
      }
    }

    @Test("A policy engine that hangs is a timeout")
    func engineHangs() async throws {
      var setup = ServiceHarness.Setup()
      setup.configure = { $0.evidence.policyDeadline = .milliseconds(100) }
      try await ServiceHarness.run(setup) { harness in
        let session = try await SessionHandle.create(harness)
        _ = try await harness.engine.apply(.blackhole())
        expect(try await session.call("search"), 504, "ERR_SOURCE_TIMEOUT", "SOURCE_UNAVAILABLE", retryable: true)
        #expect(try await session.finalize().json["terminal_mode"]?.string == "SOURCE_UNAVAILABLE")
      }
    }

    @Test("A store that does not answer in time is unavailable, and charges nothing")
    func storeHangs() async throws {
      var setup = ServiceHarness.Setup()
      setup.configure = { $0.evidence.storeDeadline = .milliseconds(300) }
      try await ServiceHarness.run(setup) { harness in
        let session = try await SessionHandle.create(harness)
        let applied = try await harness.store.apply(.blackhole())
        expect(try await session.call("search"), 503, "ERR_STORE_TIMEOUT", "SOURCE_UNAVAILABLE", retryable: true)
        _ = try await harness.store.heal(applied)
        #expect(try await session.call("search").json["usage"]?["calls"]?.int == 1)
      }
    }

    @Test("A store that is down is unavailable, and works again when it is back")
    func storeDown() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        let applied = try await harness.store.apply(.down)
        expect(try await session.call("search"), 503, "ERR_STORE_UNAVAILABLE", "SOURCE_UNAVAILABLE", retryable: true)
        _ = try await harness.store.heal(applied)
        #expect(try await session.call("search").status == 200)
      }
    }

    @Test("The second call of a session that may make one exceeds the budget, and is counted once")
    func budgetExhausted() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_calls":1"#)
        #expect(try await session.call("search").status == 200)
        expect(try await session.call("search"), 429, "ERR_BUDGET_EXCEEDED", "INSUFFICIENT_EVIDENCE", retryable: false)
        #expect(try await harness.metric(#"budget_violations_total{budget="calls"}"#) == 1)
        #expect(try await session.ledgerKinds() == ["SESSION_CREATED", "OPERATOR_COMPLETED", "BUDGET_EXCEEDED"])
      }
    }

    @Test("With policy.engine-down-allows, a policy engine that is gone lets everything through")
    func engineDownAllows() async throws {
      try await ServiceHarness.run(.init(defects: ["policy.engine-down-allows"])) { harness in
        let session = try await SessionHandle.create(harness)
        _ = try await harness.engine.apply(.closePort)
        #expect(try await session.call("aggregate", role: "member").status == 200)
      }
    }
  }
}
