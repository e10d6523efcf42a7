import HTTPWire
import PerfStatistics

/// Measures a workload against its control in alternating slices, so that whatever the machine does in the meantime
/// happens to both.
public struct WorkloadMeasurer: Sendable {
  private let control: any WorkloadIterating
  private let workload: any WorkloadIterating
  private let concurrency: Int
  private let plan: SlicePlan

  /// - Parameter concurrency: iterations at the same time, each next one begun when its predecessor ended.
  public init(control: any WorkloadIterating, workload: any WorkloadIterating, concurrency: Int, plan: SlicePlan) {
    self.control = control
    self.workload = workload
    self.concurrency = min(max(concurrency, 1), 256)
    self.plan = plan
  }

  /// - Parameter seed: decides which of a pair's slices comes first.
  /// - Throws: what an iteration throws, and `CancellationError`.
  public func measure(seed: UInt64) async throws -> WorkloadMeasurement {
    var generator = SeededGenerator(seed: seed)
    var measurement = WorkloadMeasurement()
    var number = 0
    func slice(_ iterating: any WorkloadIterating, _ duration: Duration) async throws -> SliceResult {
      let result = try await run(iterating, for: duration, firstNumber: number)
      number += concurrency * Self.numbersForEach
      return result
    }
    for iterating in [control, workload] {
      let warm = try await slice(iterating, plan.warmUp)
      measurement.failures.merge(warm.failures, uniquingKeysWith: +)
    }
    // A target that fails already is not measured any longer.
    guard measurement.failures.isEmpty else { return measurement }
    for _ in 0..<plan.pairs {
      try Task.checkCancellation()
      let controlFirst = Bool.random(using: &generator)
      let first = try await slice(controlFirst ? control : workload, controlFirst ? plan.controlSlice : plan.workloadSlice)
      let second = try await slice(controlFirst ? workload : control, controlFirst ? plan.workloadSlice : plan.controlSlice)
      measurement.add(control: controlFirst ? first : second, workload: controlFirst ? second : first)
      guard measurement.failures.isEmpty else { return measurement }
    }
    return measurement
  }

  /// Numbers that each worker of a slice may use; far more than it can.
  private static let numbersForEach = 1_000_000

  private func run(_ iterating: any WorkloadIterating, for duration: Duration, firstNumber: Int) async throws -> SliceResult {
    let start = WireInstant.now
    let parts = duration.components
    let end = WireInstant(
      nanoseconds: start.nanoseconds + UInt64(parts.seconds) * 1_000_000_000 + UInt64(parts.attoseconds / 1_000_000_000))
    var slice = try await withThrowingTaskGroup(of: SliceResult.self) { group in
      for worker in 0..<concurrency {
        group.addTask {
          try await Self.work(iterating, until: end, firstNumber: firstNumber + worker * Self.numbersForEach)
        }
      }
      var whole = SliceResult()
      for try await part in group {
        whole.latencies += part.latencies
        whole.failures.merge(part.failures, uniquingKeysWith: +)
      }
      return whole
    }
    slice.elapsed = WireInstant.now - start
    return slice
  }

  private static func work(_ iterating: any WorkloadIterating, until end: WireInstant, firstNumber: Int) async throws -> SliceResult {
    var result = SliceResult()
    var number = firstNumber
    repeat {
      try Task.checkCancellation()
      switch try await iterating.iterate(number) {
      case .took(let nanoseconds): result.latencies.append(nanoseconds)
      case .failed(let what):
        result.failures[what, default: 0] += 1
        return result
      }
      number += 1
    } while WireInstant.now < end && number - firstNumber < numbersForEach
    return result
  }
}
