import GateKit
import HTTPWire
import PerfStatistics
import StepLanguage

/// Starts a target for one workload, measures it, and stops it again.
struct WorkloadSession: Sendable {
  let entry: WorkloadCatalog.Entry
  let plan: SlicePlan
  let environment: RunEnvironment

  /// - Throws: `TargetError`, `WireError`, `GateError` for a step of the setup that fails.
  func measure(seed: UInt64) async throws -> WorkloadMeasurement {
    let target = try await environment.targets.launch(TargetRequest(label: "perf \(entry.file.workload.name)"))
    do {
      let measurement = try await WireLoops.with(threads: 1) { loops in
        try await CalibrationServer.with { calibration in
          try await measure(target, calibration, loops, seed: seed)
        }
      }
      await target.stop()
      return measurement
    } catch {
      await target.stop()
      throw error
    }
  }

  private func measure(
    _ target: any RunningTarget, _ calibration: CalibrationServer, _ loops: WireLoops, seed: UInt64
  ) async throws -> WorkloadMeasurement {
    let services = StepServices(target: target, loops: loops, clock: environment.clock, seed: seed)
    let workload = try await StepIteration(file: entry.file, services: services)
    let control: any WorkloadIterating =
      if let file = entry.control {
        try await StepIteration(file: file, services: services)
      } else {
        CalibrationIteration(client: HTTPWireClient(endpoint: calibration.endpoint, loops: loops))
      }
    let measurer = WorkloadMeasurer(
      control: control, workload: workload, concurrency: entry.file.workload.concurrency, plan: plan)
    let measurement = try await measurer.measure(seed: seed)
    await services.close()
    return measurement
  }
}
