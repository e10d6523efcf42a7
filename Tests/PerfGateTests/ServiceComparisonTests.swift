import HTTPWire
import Synchronization
import Testing

@testable import PerfGate

@Suite("Service comparison")
struct ServiceComparisonTests {
  private struct NotStarted: Error {}

  private func request(_ target: String) -> [LoadRequest] {
    [LoadRequest(name: target, variants: [Array("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])]
  }

  @Test("starts both for each unit, and stops both")
  func units() async throws {
    let log = Mutex<[String]>([])
    let comparison = ServiceComparison(
      requests: request("/broken"), extent: .init(unit: .milliseconds(50), warmUp: .milliseconds(5), connections: 2), seed: 3
    ) { role in
      let server = try await FixtureServer.start(busyMicroseconds: 0)
      log.withLock { $0.append("start \(role.rawValue)") }
      return ServiceComparison.Running(side: .init(port: server.endpoint.port), group: nil) {
        await server.stop()
        log.withLock { $0.append("stop \(role.rawValue)") }
      }
    }
    let result = try await comparison.run()
    // Answers with 500 end it after one unit.
    #expect(result.verdict == .inconclusive)
    #expect(result.problem?.contains("status that is not accepted") == true)
    #expect(
      log.withLock { $0.sorted() } == ["start base", "start candidate", "start control", "stop base", "stop candidate", "stop control"])
  }

  @Test("a service that does not start is an error, and the other one is stopped")
  func notStarted() async {
    let running = Mutex(0)
    let comparison = ServiceComparison(requests: request("/"), seed: 1) { role in
      guard role == .base else { throw NotStarted() }
      running.withLock { $0 += 1 }
      return ServiceComparison.Running(side: .init(port: 1), group: nil) { running.withLock { $0 -= 1 } }
    }
    await #expect(throws: NotStarted.self) { try await comparison.run() }
    #expect(running.withLock { $0 } == 0)
  }
}
