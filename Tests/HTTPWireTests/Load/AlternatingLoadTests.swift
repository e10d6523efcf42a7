import PerfStatistics
import Synchronization
import Testing

@testable import HTTPWire

@Suite("Alternating load")
struct AlternatingLoadTests {
  private let request = LoadRequest(name: "get", variants: [Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])

  private func plan(
    connections: Int = 3, duration: Duration = .milliseconds(30), fewestRequests: Int = 10, longest: Duration = .seconds(20),
    timeout: Duration = .seconds(10)
  ) -> AlternatingLoad.Plan {
    AlternatingLoad.Plan(
      connections: connections, slice: .milliseconds(5), duration: duration, fewestRequests: fewestRequests, longest: longest,
      warmUp: .milliseconds(5), timeout: timeout, seed: 1)
  }

  private func outcome(
    _ base: PlainServer.Behaviour, _ candidate: PlainServer.Behaviour, _ plan: AlternatingLoad.Plan? = nil,
    read: @escaping @Sendable (Int) -> AlternatingLoad.Reading? = { _ in nil }
  ) async throws -> AlternatingLoadOutcome {
    let servers = try (PlainServer(base), PlainServer(candidate))
    defer { withExtendedLifetime(servers) {} }
    return try await AlternatingLoad(
      base: .init(port: servers.0.port), candidate: .init(port: servers.1.port), requests: [request], plan: plan ?? self.plan()
    ).run(read: read)
  }

  @Test("keeps its connections busy on one side at a time, and its numbers agree with Little's law")
  func slices() async throws {
    let outcome = try await outcome(.late(PlainServer.hello, milliseconds: 1), .late(PlainServer.hello, milliseconds: 4))
    #expect(outcome.pairs.count >= 1)
    #expect(outcome.failures.isEmpty && outcome.rejected == 0)
    #expect(outcome.pairs.allSatisfy { $0.slices.base.requests >= 3 && $0.slices.candidate.requests >= 3 })
    #expect(outcome.pairs.allSatisfy { $0.slices.candidate.latencies.allSatisfy { $0 >= 4_000_000 } })
    #expect(outcome.pairs.allSatisfy { $0.baseWait == nil } && outcome.base.waitShare == nil)
    for totals in [outcome.base, outcome.candidate] {
      #expect(totals.begun == totals.completed)
      #expect(MeasurementAudit().problems(of: totals.measurement).isEmpty)
      #expect(totals.measurement.meanInFlight <= 3)
    }
  }

  @Test("goes on until there are enough requests, but not for ever")
  func enough() async throws {
    let slow = PlainServer.Behaviour.late(PlainServer.hello, milliseconds: 2)
    let enough = try await outcome(slow, slow, plan(duration: .milliseconds(1), fewestRequests: 20))
    #expect(min(enough.base.completed, enough.candidate.completed) >= 20)
    let never = try await outcome(slow, slow, plan(duration: .milliseconds(1), fewestRequests: 1_000_000, longest: .milliseconds(100)))
    #expect(never.base.completed < 1_000_000 && never.base.completed > 0)
  }

  @Test("gives each slice what its side's processes used until the next one began")
  func readings() async throws {
    let counts = Mutex([0.0, 0.0])
    let outcome = try await outcome(.answer(PlainServer.hello), .answer(PlainServer.hello)) { side in
      counts.withLock {
        $0[side] += side == 0 ? 1_000 : 3_000
        return AlternatingLoad.Reading(ran: $0[side], waited: $0[side] / 4)
      }
    }
    #expect(outcome.pairs.allSatisfy { $0.slices.base.processorTime == 1_000 && $0.slices.candidate.processorTime == 3_000 })
    #expect(outcome.base.ran == 1_000 * Double(outcome.pairs.count))
    #expect(outcome.base.waitShare == 0.2)
    #expect(outcome.pairs.allSatisfy { $0.baseWait == 0.2 && $0.candidateWait == 0.2 })
  }

  @Test("a side whose processor time cannot be read once is not counted at all")
  func unread() async throws {
    let reads = Mutex(0)
    let outcome = try await outcome(.answer(PlainServer.hello), .answer(PlainServer.hello)) { side in
      let number = reads.withLock { count in
        count += 1
        return count
      }
      return side == 1 && number > 4 ? nil : AlternatingLoad.Reading(ran: 1, waited: 1)
    }
    #expect(outcome.base.isCounted && !outcome.candidate.isCounted && outcome.candidate.waitShare == nil)
  }

  @Test("connections that answers close are made again")
  func closing() async throws {
    let text = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    let outcome = try await outcome(.answerAndClose(text), .answer(PlainServer.hello))
    #expect(outcome.failures.isEmpty && outcome.base.completed >= 10)
  }

  @Test("requests without an accepted answer are counted, and many end it")
  func failures() async throws {
    let closed = try await outcome(.answer(PlainServer.hello), .close, plan(longest: .milliseconds(200)))
    #expect(closed.failures.keys.contains(.closedEarly))
    let silent = try await outcome(
      .silence, .answer(PlainServer.hello), plan(connections: 2, longest: .milliseconds(1), timeout: .milliseconds(40)))
    #expect(silent.failures.keys.contains(.timedOut))
    let refused = try await outcome(.answer("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), .answer(PlainServer.hello))
    #expect(refused.rejected > 0 && refused.base.completed == 0)
  }

  @Test("where nobody listens it does not begin", arguments: [0, 1])
  func nobody(side: Int) async throws {
    let server = try PlainServer(.answer(PlainServer.hello))
    let sides = side == 0 ? [1, server.port] : [server.port, 1]
    let load = try AlternatingLoad(base: .init(port: sides[0]), candidate: .init(port: sides[1]), requests: [request], plan: plan())
    await #expect(throws: LoadPlanError.self) { try await load.run() }
    withExtendedLifetime(server) {}
  }

  @Test("a plan that is none is refused")
  func invalid() {
    for plan in [plan(connections: 0), plan(connections: 5_000), AlternatingLoad.Plan(slice: .zero, seed: 1)] {
      #expect(throws: LoadPlanError.self) {
        try AlternatingLoad(base: .init(port: 1), candidate: .init(port: 2), requests: [request], plan: plan)
      }
    }
  }

  @Test("a cancelled load ends")
  func cancelled() async {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        (try? await outcome(.answer(PlainServer.hello), .answer(PlainServer.hello), plan(duration: .seconds(600)))) == nil
      }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }
}
