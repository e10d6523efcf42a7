import PerfStatistics
import Testing

@testable import HTTPWire

@Suite("Socket load")
struct SocketLoadTests {
  private static let get = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)

  private func outcome(_ behaviour: PlainServer.Behaviour, _ plan: LoadPlan, requests: [LoadRequest]? = nil) async throws -> LoadOutcome {
    let server = try PlainServer(behaviour)
    defer { withExtendedLifetime(server) {} }
    let requests = requests ?? [LoadRequest(name: "get", variants: [Self.get])]
    return try await SocketLoad(host: "127.0.0.1", port: server.port, requests: requests, plan: plan).run()
  }

  private func audit(_ outcome: LoadOutcome) -> [AuditProblem] {
    MeasurementAudit().problems(
      of: MeasurementAudit.Measurement(
        elapsed: outcome.elapsed, completed: outcome.completed, failed: outcome.failed, meanLatency: outcome.meanServiceTime,
        meanInFlight: outcome.meanInFlight, begun: outcome.begun))
  }

  @Test("a closed load keeps every connection busy, and its numbers agree with each other", arguments: [1, 2])
  func closed(threads: Int) async throws {
    let outcome = try await outcome(
      .answer(PlainServer.hello), LoadPlan(model: .closed(.milliseconds(150)), connections: 4, threads: threads, warmUp: .milliseconds(20)))
    #expect(outcome.completed > 0)
    #expect(outcome.completed == outcome.begun)
    #expect(outcome.latency.count == Int64(outcome.completed))
    #expect(outcome.statuses == [200: outcome.completed])
    #expect(outcome.failures.isEmpty)
    #expect(outcome.due == nil && outcome.shortfall == nil)
    #expect(audit(outcome).isEmpty)
  }

  @Test("an open load begins exactly what is due, and says how many of each kind", arguments: [ArrivalPlan.Spacing.uniform, .poisson])
  func open(spacing: ArrivalPlan.Spacing) async throws {
    let plan = LoadPlan(model: .open(ArrivalPlan(spacing: spacing, rate: 400, duration: .milliseconds(300))), connections: 4)
    let kinds = [LoadRequest(name: "often", weight: 3, variants: [Self.get]), LoadRequest(name: "seldom", variants: [Self.get])]
    let outcome = try await outcome(.answer(PlainServer.hello), plan, requests: kinds)
    let due = try #require(outcome.due)
    #expect(spacing == .poisson || due == 120)
    #expect(outcome.begun == due && outcome.completed == due)
    #expect(outcome.kinds.map(\.name) == ["often", "seldom"])
    #expect(outcome.kinds[0].latency.count > outcome.kinds[1].latency.count)
    #expect(audit(outcome).isEmpty)
  }

  @Test("latency counts from when a request was due, so that one that waits for a connection is not forgotten")
  func intended() async throws {
    let plan = LoadPlan(
      model: .open(ArrivalPlan(spacing: .uniform, rate: 200, duration: .milliseconds(100))), connections: 1, drain: .seconds(20))
    let outcome = try await outcome(.late(PlainServer.hello, milliseconds: 20), plan)
    #expect(outcome.completed == 20)
    #expect(outcome.waitedForConnection >= 15)
    // The twentieth was due after 95 ms and was answered after 400 at the earliest.
    #expect(try #require(outcome.latency.quantile(1)) >= 300_000_000)
    #expect(outcome.meanServiceTime < Double(try #require(outcome.latency.quantile(1))) / 1e9)
    #expect(outcome.shortfall?.contains("had not begun") == true)
  }

  @Test("a rate that cannot be reached is said")
  func unreachable() async throws {
    let plan = LoadPlan(
      model: .open(ArrivalPlan(spacing: .uniform, rate: 500, duration: .milliseconds(200))), connections: 1, drain: .zero)
    let outcome = try await outcome(.late(PlainServer.hello, milliseconds: 30), plan)
    #expect(outcome.due == 100)
    #expect(outcome.begun < 100)
    #expect(outcome.shortfall?.contains("never begun") == true)
  }

  @Test("a connection that the answer closes is replaced")
  func replaced() async throws {
    let text = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
    let outcome = try await outcome(.answerAndClose(text), LoadPlan(model: .closed(.milliseconds(100)), connections: 2))
    #expect(outcome.completed > 2)
    #expect(outcome.reconnects >= outcome.completed)
    #expect(outcome.failures.isEmpty)
  }

  @Test("what goes wrong is counted by kind, and never answered for")
  func failures() async throws {
    let plan = LoadPlan(model: .closed(.milliseconds(100)), connections: 2, timeout: .milliseconds(40))
    #expect(try await outcome(.close, plan).failures.keys.contains(.closedEarly))
    #expect(try await outcome(.answer("nonsense\r\n\r\n"), plan).failures.keys.contains(.malformed))
    let silent = try await outcome(.silence, plan)
    #expect(silent.failures.keys.contains(.timedOut))
    #expect(silent.completed == 0 && silent.latency.count == 0)
    let refused = try await outcome(.answer("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"), plan)
    #expect(refused.rejected == refused.completed && refused.completed > 0)
  }

  @Test("a target that does not listen, and a plan that is none, are errors before anything is sent")
  func refuses() async throws {
    let port = try PlainServer(.silence).port
    let request = LoadRequest(name: "get", variants: [Self.get])
    let load = try SocketLoad(
      host: "127.0.0.1", port: 1, requests: [request], plan: LoadPlan(model: .closed(.seconds(1)), connections: 2, threads: 2))
    await #expect(throws: LoadPlanError.self) { try await load.run() }
    let wrong: [(LoadPlan, [LoadRequest])] = [
      (LoadPlan(model: .closed(.zero)), [request]), (LoadPlan(model: .closed(.seconds(1)), connections: 0), [request]),
      (LoadPlan(model: .closed(.seconds(1)), connections: 2, threads: 3), [request]),
      (LoadPlan(model: .open(ArrivalPlan(rate: .nan, duration: .seconds(1)))), [request]),
      (LoadPlan(model: .open(ArrivalPlan(rate: 0, duration: .seconds(1)))), [request]), (LoadPlan(model: .closed(.seconds(1))), []),
      (LoadPlan(model: .closed(.seconds(1))), [LoadRequest(name: "none", variants: [])]),
      (LoadPlan(model: .closed(.seconds(1))), [LoadRequest(name: "weightless", weight: 0, variants: [Self.get])]),
    ]
    for (plan, requests) in wrong {
      #expect(throws: LoadPlanError.self) { try SocketLoad(host: "127.0.0.1", port: port, requests: requests, plan: plan) }
    }
  }

  @Test("a cancelled load ends at once")
  func cancelled() async throws {
    let server = try PlainServer(.silence)
    let load = try SocketLoad(
      host: "127.0.0.1", port: server.port, requests: [LoadRequest(name: "get", variants: [Self.get])],
      plan: LoadPlan(model: .closed(.seconds(600)), connections: 2, threads: 2, timeout: .seconds(600)))
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await load.run()) == nil }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }
}
