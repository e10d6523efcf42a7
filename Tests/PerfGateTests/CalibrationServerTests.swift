import HTTPWire
import Testing

@testable import PerfGate

@Suite("Calibration server")
struct CalibrationServerTests {
  @Test("answers every request with the result of the same work")
  func answers() async throws {
    let bodies = try await CalibrationServer.with { server in
      try await WireLoops.with(threads: 1) { loops in
        let client = HTTPWireClient(endpoint: server.endpoint, loops: loops)
        var bodies: Set<String> = []
        for _ in 0..<5 { bodies.insert(try await client.send(WireRequest(target: "/"), deadline: .seconds(5)).text) }
        await client.close()
        return bodies
      }
    }
    #expect(bodies.count == 1)
    #expect(bodies.first?.isEmpty == false)
  }

  @Test("is gone when it was stopped")
  func stops() async throws {
    let endpoint = try await CalibrationServer.with { $0.endpoint }
    await #expect(throws: WireError.self) {
      try await WireLoops.with(threads: 1) { loops in
        try await HTTPWireClient(endpoint: endpoint, loops: loops).send(WireRequest(target: "/"), deadline: .seconds(5)).status
      }
    }
  }
}
