import HTTPWire
import PerfStatistics

/// Measures a workload against its control in alternating slices, so that whatever the machine does in the meantime
/// happens to both.
public struct WorkloadMeasurer: Sendable {
  private let control: any WorkloadIterating
  private let workload: any WorkloadIterating
  private let concurrency: Int
  private let plan: SlicePlan
  private let processorTime: @Sendable () -> ProcessorTime?

  /// - Parameter concurrency: iterations at the same time, each next one begun when its predecessor ended.
  public init(
    control: any WorkloadIterating, workload: any WorkloadIterating, concurrency: Int, plan: SlicePlan,
    processorTime: @escaping @Sendable () -> ProcessorTime? = { ProcessorTime.ofThisProcess() }
  ) {
    self.processorTime = processorTime
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
    measurement.concurrency = concurrency
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
    let began = processorTime()
    let lastBegin = Self.instant(after: plan.limit)
    for _ in 0..<plan.pairs where WireInstant.now < lastBegin {
      try Task.checkCancellation()
      let controlFirst = Bool.random(using: &generator)
      let first = try await slice(controlFirst ? control : workload, controlFirst ? plan.controlSlice : plan.workloadSlice)
      let second = try await slice(controlFirst ? workload : control, controlFirst ? plan.workloadSlice : plan.controlSlice)
      measurement.add(control: controlFirst ? first : second, workload: controlFirst ? second : first)
      guard measurement.failures.isEmpty else { return measurement }
    }
    if let began, let ended = processorTime() { measurement.waitShare = ended.waitShare(since: began) }
    return measurement
  }

  /// How much longer than planned a slice of a slow target may become.
  private static let stretch = 5
  /// Numbers that each worker of a slice may use; far more than it can.
  private static let numbersForEach = 1_000_000

  private func run(_ iterating: any WorkloadIterating, for duration: Duration, firstNumber: Int) async throws -> SliceResult {
    let start = WireInstant.now
    // Each worker's share of the fewest iterations that a median can be taken of.
    let fewest = (WorkloadMeasurement.smallestSlice + concurrency - 1) / concurrency
    let end = Self.instant(after: duration)
    let patience = Self.instant(after: duration * Self.stretch)
    var slice = try await withThrowingTaskGroup(of: SliceResult.self) { group in
      for worker in 0..<concurrency {
        group.addTask {
          let bounds = SliceBounds(end: end, patience: patience, fewest: fewest, firstNumber: firstNumber + worker * Self.numbersForEach)
          return try await Self.work(iterating, within: bounds)
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

  private static func work(_ iterating: any WorkloadIterating, within bounds: SliceBounds) async throws -> SliceResult {
    var result = SliceResult()
    repeat {
      try Task.checkCancellation()
      switch try await iterating.iterate(bounds.firstNumber + result.latencies.count) {
      case .took(let nanoseconds): result.latencies.append(nanoseconds)
      case .failed(let what):
        result.failures[what, default: 0] += 1
        return result
      }
    } while bounds.goesOn(at: .now, done: result.latencies.count) && result.latencies.count < numbersForEach
    return result
  }

  private static func instant(after duration: Duration) -> WireInstant {
    let parts = duration.components
    let nanoseconds = UInt64(max(parts.seconds, 0)) * 1_000_000_000 + UInt64(max(parts.attoseconds, 0) / 1_000_000_000)
    return WireInstant(nanoseconds: WireInstant.now.nanoseconds + nanoseconds)
  }
}

/// When a worker of a slice stops.
struct SliceBounds: Sendable {
  /// The slice's time.
  let end: WireInstant
  /// When a slice with too few iterations is given up.
  let patience: WireInstant
  let fewest: Int
  let firstNumber: Int

  func goesOn(at now: WireInstant, done: Int) -> Bool { now < end || (done < fewest && now < patience) }
}
