import HTTPWire
import ReferenceService
import Testing

extension RunningServiceTests {
  @Suite struct BudgetTests {
    @Test("A wall-clock budget of 0 never ends a session")
    func unbounded() async throws {
      let clock = ManualServiceClock()
      try await ServiceHarness.run(.init(clock: clock)) { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_wallclock_ms":0"#)
        clock.advance(by: .seconds(200))
        let run = try await session.run()
        #expect(run.json["stop_reason"]?.string == "PLAN_COMPLETE")
        #expect(run.json["operators"]?.array?.compactMap(\.string) == ["search", "search", "fetch_span", "fetch_span"])
        #expect(run.json["usage"]?["remaining_wallclock_ms"]?.isNull == true)
        #expect(try await session.call("search").status == 200)
      }
    }

    @Test("A wall-clock budget ends a run at its last millisecond, and counts one violation")
    func bounded() async throws {
      let clock = ManualServiceClock()
      try await ServiceHarness.run(.init(clock: clock)) { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_wallclock_ms":1000"#)
        clock.advance(by: .milliseconds(999))
        #expect(try await session.call("search").json["usage"]?["remaining_wallclock_ms"]?.int == 1)
        clock.advance(by: .milliseconds(1))
        let run = try await session.run()
        #expect(run.status == 200)
        #expect(run.json["stop_reason"]?.string == "WALLCLOCK_EXCEEDED")
        #expect(try await harness.metric(#"budget_violations_total{budget="wallclock"}"#) == 1)
        #expect(try await session.call("search").code == "ERR_BUDGET_EXCEEDED")
      }
    }

    @Test("With budget.zero-wallclock-stops, a wall-clock budget of 0 ends a run at once")
    func zeroStops() async throws {
      try await ServiceHarness.run(.init(defects: ["budget.zero-wallclock-stops"])) { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_wallclock_ms":0"#)
        #expect(try await session.run().json["stop_reason"]?.string == "WALLCLOCK_EXCEEDED")
      }
    }

    @Test(
      "A budget at its bounds is taken, and one beyond them is refused",
      arguments: [
        (#""max_wallclock_ms":300000"#, 201), (#""max_wallclock_ms":300001"#, 400), (#""max_wallclock_ms":-1"#, 400),
        (#""max_parallelism":1"#, 201), (#""max_parallelism":256"#, 201), (#""max_parallelism":0"#, 400), (#""max_parallelism":257"#, 400),
        (#""max_calls":10001"#, 400), (#""max_depth":17"#, 400), (#""max_bytes":1073741825"#, 400), (#""max_call":1"#, 400),
        (#""max_calls":1.5"#, 400), (#""max_calls":9223372036854775808"#, 400),
      ])
    func bounds(budget: String, status: Int) async throws {
      try await ServiceHarness.run { harness in
        let answer = try await harness.post("/v1/sessions", #"{"budget":{\#(budget)}}"#, headers: try await harness.authorization())
        #expect(answer.status == status)
      }
    }

    @Test("Every other budget at 0 allows nothing", arguments: ["max_calls", "max_bytes", "max_depth"])
    func zero(field: String) async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness, budget: #""\#(field)":0"#)
        #expect(try await session.call("search").code == "ERR_BUDGET_EXCEEDED")
        #expect(try await session.run().json["stop_reason"]?.string == "BUDGET_EXCEEDED")
        #expect(try await session.finalize().json["terminal_mode"]?.string == "INSUFFICIENT_EVIDENCE")
      }
    }

    @Test("Evidence that does not fit into the bytes that are left is not handed out")
    func bytes() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_bytes":200"#)
        #expect(try await session.call("search", #"{"query":"harbour","limit":50}"#).code == "ERR_BUDGET_EXCEEDED")
        let small = try await session.call("fetch_span", #"{"reference":"tenant-a-doc-1","length":5}"#)
        #expect(small.status == 200)
        #expect(small.json["usage"]?["bytes"]?.int == small.json["byte_count"]?.int)
      }
    }

    @Test("Simultaneous calls never exceed the number of calls that are allowed")
    func simultaneous() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness, budget: #""max_calls":5,"max_parallelism":256"#)
        let request = WireRequest.json(
          "POST", "\(session.path)/operators/search", headers: session.headers, body: #"{"query":"harbour"}"#)
        let burst = Burst(endpoint: harness.endpoint, loops: harness.loops)
        let result = try await burst.run(Array(repeating: request, count: 20))
        await burst.close()
        let statuses = result.responses.map(\.status)
        #expect(statuses.filter { $0 == 200 }.count == 5)
        #expect(statuses.filter { $0 == 429 }.count == 15)
        #expect(try await harness.get(session.path, headers: session.headers).json["usage"]?["calls"]?.int == 5)
      }
    }

    @Test("More calls at the same time than are allowed are refused")
    func parallelism() async throws {
      try await ServiceHarness.run { harness in
        let session = try await SessionHandle.create(harness)
        let hold = try await harness.engine.apply(.latency(delay: .milliseconds(50)))
        let request = WireRequest.json(
          "POST", "\(session.path)/operators/search", headers: session.headers, body: #"{"query":"harbour"}"#)
        let burst = Burst(endpoint: harness.endpoint, loops: harness.loops)
        let result = try await burst.run(Array(repeating: request, count: 8))
        await burst.close()
        _ = try await harness.engine.heal(hold)
        #expect(result.responses.contains { $0.status == 429 })
        #expect(result.responses.contains { $0.status == 200 })
        #expect(try await session.call("search").status == 200)
      }
    }
  }
}
