import GateKit
import HTTPWire
import StepLanguage

/// One `GET` on a service that may not listen yet.
enum ReadinessProbe {
  static func status(of endpoint: TargetEndpoint, path: String) async throws -> Int {
    try await WireLoops.with(threads: 1) { loops in
      let client = HTTPWireClient(endpoint: WireEndpoint(endpoint), loops: loops)
      let response = try await client.send(WireRequest(method: "GET", target: path), deadline: .seconds(2))
      await client.close()
      return response.status
    }
  }
}
