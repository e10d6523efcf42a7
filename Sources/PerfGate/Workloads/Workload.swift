import GateModel

/// One file of `contracts/workloads`: what is measured, and what it is compared with.
public struct Workload: Sendable {
  /// Unique, also the name of its case and of its baseline file.
  public var name: String
  public var title: String
  public var requirements: [RequirementID]
  public var defects: [DefectID]
  /// The name of the workload that is measured beside it, or nil for a control workload, which is not judged itself.
  public var control: String?
  /// Iterations at the same time.
  public var concurrency: Int
  /// How many times slower than the baseline, relative to the control, is a gross slowdown.
  public var slowdown: Double
  public var budgets: [LatencyBudget]
  /// Digest of what the workload does: its steps and its load, without title, requirements and limits.
  public var digest: String
  public var location: SourceLocation

  public init(
    name: String, title: String, requirements: [RequirementID] = [], defects: [DefectID] = [], control: String?, concurrency: Int = 1,
    slowdown: Double = 2, budgets: [LatencyBudget] = [], digest: String, location: SourceLocation
  ) {
    self.name = name
    self.title = title
    self.requirements = requirements
    self.defects = defects
    self.control = control
    self.concurrency = concurrency
    self.slowdown = slowdown
    self.budgets = budgets
    self.digest = digest
    self.location = location
  }

  public var caseID: CaseID { CaseID("perf/\(name)") }
}
