import HTTPWire

/// One request of the built-in control workload.
struct CalibrationIteration: WorkloadIterating {
  let client: HTTPWireClient

  func iterate(_ number: Int) async throws -> IterationResult {
    let response = try await client.send(WireRequest(target: "/"), deadline: .seconds(10))
    guard response.status == 200 else { return .failed("calibration answered \(response.status)") }
    return .took(response.timing.latencyNanoseconds)
  }
}
