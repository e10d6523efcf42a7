import PerfStatistics

@testable import PerfGate

enum Samples {
  static let machine = MachineFingerprint(processor: "test", cores: 2, memoryMebibytes: 4_096, kernel: "6.1")

  static func baseline(ratio: Double, halfWidth: Double = 0.05, digest: String = "d1") -> PerfBaseline {
    var work = LatencyHistogram()
    var control = LatencyHistogram()
    for step in 1...1_000 {
      control.record(Int64(step) * 1_000)
      work.record(Int64(Double(step) * 1_000 * ratio))
    }
    return PerfBaseline(
      workload: "rows", workloadDigest: digest, control: "health", reason: "first numbers", commit: "abc", recorded: "2025-11-21", seed: 7,
      machine: machine, pairs: 14,
      ratio: ConfidenceInterval(estimate: ratio, lower: ratio - halfWidth, upper: ratio + halfWidth, confidence: 0.95),
      workloadLatency: work, controlLatency: control)
  }

  /// Pairs of slices with these ratios, 100 iterations each.
  static func measurement(ratios: [Double]) -> WorkloadMeasurement {
    var measurement = WorkloadMeasurement()
    for ratio in ratios {
      let control = Array(repeating: Int64(200_000), count: 100)
      measurement.add(
        control: SliceResult(latencies: control, elapsed: 20_000_000),
        workload: SliceResult(latencies: control.map { Int64(Double($0) * ratio) }, elapsed: Int64(20_000_000 * ratio) + 1))
    }
    return measurement
  }
}
