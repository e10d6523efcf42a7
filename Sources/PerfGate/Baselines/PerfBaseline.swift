import PerfStatistics

/// The committed numbers of one workload (`baselines/perf/NAME.json`): what a later run is compared with.
public struct PerfBaseline: Sendable, Hashable {
  /// The version of the file format.
  public static let format = "gatehouse-baseline-1"
  /// The folder of baseline files.
  public static let folder = "baselines/perf"

  public var workload: String
  /// Digest of what the workload does; another digest means that the numbers are of another workload.
  public var workloadDigest: String
  public var control: String
  /// Why these numbers were accepted.
  public var reason: String
  /// The revision that was measured, or empty.
  public var commit: String
  /// The day, `YYYY-MM-DD`.
  public var recorded: String
  public var seed: UInt64
  public var machine: MachineFingerprint
  /// Slice pairs behind the ratio.
  public var pairs: Int
  /// Median latency of the workload over that of the control, measured in the same run.
  public var ratio: ConfidenceInterval
  public var workloadLatency: LatencyHistogram
  public var controlLatency: LatencyHistogram

  public init(
    workload: String, workloadDigest: String, control: String, reason: String, commit: String, recorded: String, seed: UInt64,
    machine: MachineFingerprint, pairs: Int, ratio: ConfidenceInterval, workloadLatency: LatencyHistogram, controlLatency: LatencyHistogram
  ) {
    self.workload = workload
    self.workloadDigest = workloadDigest
    self.control = control
    self.reason = reason
    self.commit = commit
    self.recorded = recorded
    self.seed = seed
    self.machine = machine
    self.pairs = pairs
    self.ratio = ratio
    self.workloadLatency = workloadLatency
    self.controlLatency = controlLatency
  }

  /// The file of a workload's baseline.
  public static func path(of workload: String) -> String { "\(folder)/\(workload).json" }
}
