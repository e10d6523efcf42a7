import PerfStatistics

/// What the slices of one workload and of its control measured.
public struct WorkloadMeasurement: Sendable {
  /// Whole iterations, in nanoseconds.
  public var workloadLatency = LatencyHistogram()
  public var controlLatency = LatencyHistogram()
  /// The median latencies of neighbouring slices.
  public var ratio = PairedRatio()
  /// Slice pairs in which one side had too few iterations for a median.
  public var thinPairs = 0
  /// Time spent in slices, in nanoseconds.
  public var workloadTime: Int64 = 0
  public var controlTime: Int64 = 0
  /// The share of the time in which this process could run and had to wait for a processor, 0 to 1.
  public var waitShare = 0.0
  /// Iterations at the same time.
  public var concurrency = 1
  /// Iterations that did not do what the workload says, by what was wrong; never part of a latency.
  public var failures: [String: Int] = [:]

  public init() {}

  /// Fewer iterations than this in a slice have no useful median.
  static let smallestSlice = 2

  /// Adds two neighbouring slices.
  public mutating func add(control: SliceResult, workload: SliceResult) {
    for latency in control.latencies { controlLatency.record(latency) }
    for latency in workload.latencies { workloadLatency.record(latency) }
    controlTime += control.elapsed
    workloadTime += workload.elapsed
    failures.merge(control.failures.map { ("control: \($0.key)", $0.value) }, uniquingKeysWith: +)
    failures.merge(workload.failures, uniquingKeysWith: +)
    let enough = min(control.latencies.count, workload.latencies.count) >= Self.smallestSlice
    guard enough, let base = control.median, let candidate = workload.median, ratio.add(base: base, candidate: candidate) else {
      thinPairs += 1
      return
    }
  }

  /// The numbers of two measurements of the same workload.
  public func joined(with other: WorkloadMeasurement) -> WorkloadMeasurement {
    var both = self
    // All of this module's histograms have the one layout.
    try? both.workloadLatency.merge(other.workloadLatency)
    try? both.controlLatency.merge(other.controlLatency)
    both.ratio.add(contentsOf: other.ratio)
    both.thinPairs += other.thinPairs
    both.waitShare = max(waitShare, other.waitShare)
    both.workloadTime += other.workloadTime
    both.controlTime += other.controlTime
    both.failures.merge(other.failures, uniquingKeysWith: +)
    return both
  }

  /// What the numbers say against themselves, or nil. Between iterations the harness works, so that fewer than ``concurrency`` are
  /// with the target on average; more cannot be (Little's law).
  public var auditProblem: AuditProblem? {
    for (latency, time) in [(workloadLatency, workloadTime), (controlLatency, controlTime)] {
      guard time > 0, let mean = latency.mean else { continue }
      let expected = Double(latency.count) * mean / Double(time)
      let measurement = MeasurementAudit.Measurement(
        elapsed: Double(time) / 1e9, completed: Int(latency.count), meanLatency: mean / 1e9,
        meanInFlight: min(expected, Double(max(concurrency, 1))), outsideHistogram: Int(latency.clampedCount))
      if let problem = MeasurementAudit().problems(of: measurement).first { return problem }
    }
    return nil
  }

  /// Iterations a second.
  public var throughput: Double { workloadTime > 0 ? Double(workloadLatency.count) * 1e9 / Double(workloadTime) : 0 }
}

/// What one slice of time measured.
public struct SliceResult: Sendable {
  /// Of iterations that did what they should, in nanoseconds.
  public var latencies: [Int64] = []
  public var failures: [String: Int] = [:]
  /// Nanoseconds.
  public var elapsed: Int64 = 0

  public init(latencies: [Int64] = [], failures: [String: Int] = [:], elapsed: Int64 = 0) {
    self.latencies = latencies
    self.failures = failures
    self.elapsed = elapsed
  }

  var median: Double? {
    guard !latencies.isEmpty else { return nil }
    let sorted = latencies.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return Double(sorted[middle]) }
    return (Double(sorted[middle - 1]) + Double(sorted[middle])) / 2
  }
}
