import PerfStatistics
import Synchronization
import Testing

@testable import HTTPWire

@Suite("Alternating exchange")
struct AlternatingExchangeTests {
  private func outcome(
    _ base: PlainServer.Behaviour, _ candidate: PlainServer.Behaviour, duration: Duration = .milliseconds(60), fewestPairs: Int = 4,
    timeout: Duration = .seconds(10), longest: Duration = .seconds(20)
  ) async throws -> AlternatingExchange.Outcome {
    let servers = try (PlainServer(base), PlainServer(candidate))
    defer { withExtendedLifetime(servers) {} }
    let requests = [LoadRequest(name: "get", variants: [Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])]
    return try await AlternatingExchange(
      base: .init(port: servers.0.port), candidate: .init(port: servers.1.port), requests: requests,
      plan: .init(
        duration: duration, fewestPairs: fewestPairs, longest: longest, warmUp: .milliseconds(10), timeout: timeout,
        seed: 1)
    ).run()
  }

  @Test("measures both of each pair, and finds the one that takes longer")
  func slower() async throws {
    let outcome = try await outcome(.answer(PlainServer.hello), .late(PlainServer.hello, milliseconds: 4))
    #expect(outcome.base.count == outcome.candidate.count)
    #expect(outcome.base.count > 3)
    #expect(try #require(outcome.ratios.median) > 0)
    #expect(outcome.candidate.allSatisfy { $0 >= 4_000_000 })
    #expect(outcome.failures.isEmpty && outcome.rejected == 0)
  }

  @Test("goes on until there are enough pairs, but not for ever")
  func enough() async throws {
    let slow = PlainServer.Behaviour.late(PlainServer.hello, milliseconds: 2)
    let enough = try await outcome(slow, slow, duration: .milliseconds(1), fewestPairs: 5)
    #expect(enough.base.count >= 5)
    let never = try await outcome(slow, slow, duration: .milliseconds(1), fewestPairs: 1_000_000, longest: .milliseconds(100))
    #expect(never.base.count < 1_000_000)
  }

  @Test("connections that answers close are made again, outside the measured time")
  func closing() async throws {
    let text = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    let outcome = try await outcome(.answerAndClose(text), .answer(PlainServer.hello))
    #expect(outcome.failures.isEmpty && outcome.base.count > 3)
  }

  @Test("pairs without both answers do not count, and why is said")
  func failures() async throws {
    let closed = try await outcome(.answer(PlainServer.hello), .close, longest: .milliseconds(100))
    #expect(closed.base.isEmpty && closed.failures.keys.contains(.closedEarly))
    let silent = try await outcome(
      .silence, .answer(PlainServer.hello), timeout: .milliseconds(40), longest: .milliseconds(100))
    #expect(silent.candidate.isEmpty && silent.failures.keys.contains(.timedOut))
    let refused = try await outcome(.answer("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), .answer(PlainServer.hello))
    #expect(refused.rejected > 0)
  }

  @Test("a cancelled exchange ends")
  func cancelled() async throws {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await outcome(.answer(PlainServer.hello), .answer(PlainServer.hello), duration: .seconds(600))) == nil }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }
}
