import PerfStatistics

/// What `gatehouse perf` does with numbers and files; reading and writing is the caller's.
public enum PerfCommands {
  /// Who and what stands behind numbers that become a baseline.
  public struct Acceptance: Sendable, Hashable {
    public var reason: String
    /// The measured revision, or empty.
    public var commit: String
    /// `YYYY-MM-DD`
    public var day: String
    public var seed: UInt64
    public var machine: MachineFingerprint

    public init(reason: String, commit: String, day: String, seed: UInt64, machine: MachineFingerprint) {
      self.reason = reason
      self.commit = commit
      self.day = day
      self.seed = seed
      self.machine = machine
    }
  }

  /// The baseline that a measurement becomes. Write ``BaselineFile/encode(_:)`` of it to ``PerfBaseline/path(of:)``.
  /// - Throws: ``BaselineError/unacceptable(workload:problem:remedy:)`` for numbers of a run with errors, for too few of
  ///   them, and for a reason without words.
  public static func accept(
    _ measurement: WorkloadMeasurement, of workload: Workload, _ acceptance: Acceptance
  ) throws(BaselineError) -> PerfBaseline {
    func refuse(_ problem: String, _ remedy: String) -> BaselineError {
      .unacceptable(workload: workload.name, problem: problem, remedy: remedy)
    }
    guard let control = workload.control else {
      throw refuse("it is a control workload", "Accept the workloads that name it")
    }
    guard acceptance.reason.contains(where: { !$0.isWhitespace }) else {
      throw refuse("there is no reason", "Say with --reason why these numbers are right")
    }
    guard measurement.failures.isEmpty else {
      throw refuse("requests failed: \(failureText(measurement.failures))", "Make the workload run without errors first")
    }
    if let problem = measurement.auditProblem { throw refuse("its numbers cannot be right: \(problem)", "Measure again") }
    let pairs = measurement.ratio.logRatios.count
    guard pairs >= PerfJudge.fewestPairs, let ratio = measurement.ratio.interval() else {
      throw refuse("only \(pairs) slice pairs had enough iterations", "Measure on a quieter machine")
    }
    guard measurement.waitShare <= PerfJudge.quietShare else {
      throw refuse(
        "the machine kept this process waiting for a processor \(PerfText.percent(measurement.waitShare)) of the time",
        "Measure when less than \(PerfText.percent(PerfJudge.quietShare)) is waited")
    }
    return PerfBaseline(
      workload: workload.name, workloadDigest: workload.digest, control: control, reason: acceptance.reason, commit: acceptance.commit,
      recorded: acceptance.day, seed: acceptance.seed, machine: acceptance.machine, pairs: pairs, ratio: ratio,
      workloadLatency: measurement.workloadLatency, controlLatency: measurement.controlLatency)
  }

  /// Baselines as a table, one line each.
  public static func show(_ baselines: [PerfBaseline]) -> String {
    var rows = [["workload", "ratio to control", "p50", "p90", "p99", "requests", "recorded", "commit", "reason"]]
    for baseline in baselines.sorted(by: { $0.workload.utf8.lexicographicallyPrecedes($1.workload.utf8) }) {
      let ratio = baseline.ratio
      let quantiles = [0.5, 0.9, 0.99].map { quantile in
        baseline.workloadLatency.quantile(quantile).map { PerfText.latency(Double($0)) } ?? "-"
      }
      rows.append(
        [
          baseline.workload,
          "\(PerfText.ratio(ratio.estimate)) (\(PerfText.ratio(ratio.lower)) to \(PerfText.ratio(ratio.upper))) of \(baseline.control)",
        ] + quantiles + ["\(baseline.workloadLatency.count)", baseline.recorded, String(baseline.commit.prefix(12)), baseline.reason])
    }
    return PerfText.table(rows)
  }

  static func failureText(_ failures: [String: Int]) -> String {
    failures.sorted { $0.key < $1.key }.map { "\($0.value) x \($0.key)" }.joined(separator: ", ")
  }
}
