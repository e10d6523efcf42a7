import PerfStatistics

/// One measurement of one workload, as a history keeps it.
public struct HistoryEntry: Sendable, Hashable {
  public var workload: String
  /// Digest of what the workload does; numbers of another one are of another series.
  public var workloadDigest: String
  public var control: String
  public var commit: String
  /// The day, `YYYY-MM-DD`.
  public var recorded: String
  public var machine: MachineFingerprint
  /// Median latency of the workload over that of the control, measured in the same run.
  public var ratio: ConfidenceInterval

  public init(
    workload: String, workloadDigest: String, control: String, commit: String, recorded: String, machine: MachineFingerprint,
    ratio: ConfidenceInterval
  ) {
    self.workload = workload
    self.workloadDigest = workloadDigest
    self.control = control
    self.commit = commit
    self.recorded = recorded
    self.machine = machine
    self.ratio = ratio
  }

  /// What a measurement says that could be a baseline.
  public init(_ baseline: PerfBaseline) {
    self.init(
      workload: baseline.workload, workloadDigest: baseline.workloadDigest, control: baseline.control, commit: baseline.commit,
      recorded: baseline.recorded, machine: baseline.machine, ratio: baseline.ratio)
  }

  /// What entries have in common that can be compared with each other.
  struct Series: Sendable, Hashable {
    var workload: String
    var workloadDigest: String
    var machine: MachineFingerprint
  }

  var series: Series { Series(workload: workload, workloadDigest: workloadDigest, machine: machine) }
}
