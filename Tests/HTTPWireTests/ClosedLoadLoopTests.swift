import Testing

@testable import HTTPWire

@Suite(.timeLimit(.minutes(1)))
struct ClosedLoadLoopTests {
  private func run(
    _ options: ClosedLoadLoop.Options, _ script: @escaping ScriptedServer.Script
  ) async throws -> (LoadReport, ScriptedServer.Log) {
    var report = LoadReport()
    var log = ScriptedServer.Log()
    try await ScriptedServer.with(script) { server in
      report = try await WireLoops.with { loops in
        try await ClosedLoadLoop(endpoint: WireEndpoint(host: "127.0.0.1", port: server.port), loops: loops, options: options)
          .run { WireRequest(target: "/\($0)") }
      }
      log = server.log.state.withLock { $0 }
    }
    return (report, log)
  }

  @Test("a counted loop sends the warm-up and exactly the count, over its connections")
  func counted() async throws {
    let (report, log) = try await run(.init(concurrency: 3, extent: .count(40), warmUp: 10)) { _, _ in .ok("x") }
    #expect(report.samples.count == 40)
    #expect(report.errorCount == 0)
    #expect(report.stoppedEarly == nil)
    #expect(report.latencies.allSatisfy { $0 > 0 })
    #expect(report.throughput > 0)
    #expect(log.requests.count == 50)
    #expect((1...3).contains(log.connections))
  }

  @Test("a timed loop ends by itself")
  func timed() async throws {
    let (report, _) = try await run(.init(concurrency: 2, extent: .duration(.milliseconds(50)))) { _, _ in .ok("x") }
    #expect(!report.samples.isEmpty)
    #expect(report.stoppedEarly == nil)
  }

  @Test("failures are counted by kind and their connections replaced")
  func failures() async throws {
    let (report, log) = try await run(.init(concurrency: 1, extent: .count(10))) { _, number in number % 2 == 0 ? .ok() : .reset }
    #expect(report.samples.count == 5)
    #expect(report.errors == [.reset: 5])
    #expect(log.connections == 5)
  }

  @Test("responses that the check refuses are counted")
  func rejected() async throws {
    let (report, _) = try await run(.init(concurrency: 2, extent: .count(10))) { _, _ in
      .bytes("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
    }
    #expect(report.rejected == 10)
    #expect(report.samples.allSatisfy { $0.status == 500 })
  }

  @Test("a target that only fails ends the loop early and says why")
  func givesUp() async throws {
    let (report, _) = try await run(.init(concurrency: 2, extent: .duration(.seconds(60)), maximumFailures: 7)) { _, _ in .close }
    #expect(report.samples.isEmpty)
    #expect(report.errorCount >= 7)
    #expect(report.stoppedEarly?.contains("requests failed") == true)
  }
}
