import GateConfig

/// The `perf:` section of `gatehouse.yml`.
public struct PerfSettings: Sendable, Hashable {
  /// Folder of the workload files.
  public var workloads: String
  public var plan: SlicePlan

  public init(workloads: String = "contracts/workloads", plan: SlicePlan = SlicePlan()) {
    self.workloads = workloads
    self.plan = plan
  }

  /// - Throws: `ConfigError` with the line of what is wrong.
  public init(section: ConfigNode?) throws {
    self.init()
    guard let section else { return }
    var mapping = try section.mapping("perf")
    workloads = try mapping.optional("workloads")?.string("workloads") ?? workloads
    plan.pairs = try mapping.optional("pairs")?.int("pairs", in: PerfJudge.fewestPairs...200) ?? plan.pairs
    try mapping.finish()
  }
}
