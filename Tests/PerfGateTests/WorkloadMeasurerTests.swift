import HTTPWire
import Testing

@testable import PerfGate

@Suite("Workload measurer")
struct WorkloadMeasurerTests {
  private struct Get: WorkloadIterating {
    let client: HTTPWireClient
    let target: String
    func iterate(_ number: Int) async throws -> IterationResult {
      let response = try await client.send(WireRequest(target: target), deadline: .seconds(5))
      return response.status == 200 ? .took(response.timing.latencyNanoseconds) : .failed("status \(response.status)")
    }
  }

  private static let quick = SlicePlan(
    pairs: 8, controlSlice: .milliseconds(15), workloadSlice: .milliseconds(30), warmUp: .milliseconds(20), limit: .seconds(600))

  private func measure(busyMicroseconds: Int64, target: String = "/work") async throws -> WorkloadMeasurement {
    let server = try await FixtureServer.start(busyMicroseconds: busyMicroseconds)
    let measurement = try await WireLoops.with(threads: 1) { loops in
      let client = HTTPWireClient(endpoint: server.endpoint, loops: loops)
      let measurer = WorkloadMeasurer(
        control: Get(client: client, target: "/control"), workload: Get(client: client, target: target), concurrency: 1, plan: Self.quick)
      let measurement = try await measurer.measure(seed: 3)
      await client.close()
      return measurement
    }
    await server.stop()
    return measurement
  }

  @Test("measures both sides, and finds a server that became five times slower")
  func slowdown() async throws {
    let healthy = try await measure(busyMicroseconds: 1_000)
    let slow = try await measure(busyMicroseconds: 20_000)
    #expect(healthy.failures.isEmpty)
    #expect(healthy.workloadLatency.count > 0)
    #expect(healthy.controlLatency.count > 0)
    #expect(healthy.ratio.logRatios.count + healthy.thinPairs == 8)
    let quantile = try #require(slow.workloadLatency.quantile(0.5))
    #expect(quantile >= 20_000_000)
  }

  @Test("a target that answers wrongly gives no numbers, and is not measured further")
  func failures() async throws {
    let measurement = try await measure(busyMicroseconds: 0, target: "/broken")
    #expect(measurement.failures == ["status 500": 1])
    #expect(measurement.workloadLatency.count == 0)
  }

  @Test("a target that is gone is an error")
  func gone() async throws {
    let server = try await FixtureServer.start(busyMicroseconds: 0)
    await server.stop()
    let endpoint = server.endpoint
    await #expect(throws: WireError.self) {
      try await WireLoops.with(threads: 1) { loops in
        let client = HTTPWireClient(endpoint: endpoint, loops: loops)
        let get = Get(client: client, target: "/control")
        return try await WorkloadMeasurer(control: get, workload: get, concurrency: 1, plan: Self.quick).measure(seed: 1).thinPairs
      }
    }
  }
}
