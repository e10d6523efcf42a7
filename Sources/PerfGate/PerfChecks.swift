import GateKit

/// The checks of the performance gate.
enum PerfChecks {
  static let slower = CheckDescriptor(
    id: "perf/gross-slowdown", title: "A workload became several times slower",
    rationale: "The workload was measured beside a control workload of the same run, and the same was done for the baseline: "
      + "what the machine does to both cancels, so that what remains is the service's.",
    remedy: "Find what the change made slow, or accept the new numbers: gatehouse perf accept --workload NAME --reason TEXT",
    requirements: ["S1-M2"])

  static let overBudget = CheckDescriptor(
    id: "perf/budget-exceeded", title: "A latency lies above its budget",
    rationale: "The whole confidence interval of the quantile lies above the limit in the workload's file.",
    remedy: "Make the workload faster; a budget is loosened in contracts/workloads, where a review sees it", requirements: ["S1-M6"])

  static let unusableBaseline = CheckDescriptor(
    id: "perf/unusable-baseline", title: "A workload has no baseline that fits it",
    rationale: "Without the numbers of the same workload there is nothing to compare with, and a slowdown would go unseen.",
    remedy: "Measure on a quiet machine and accept the numbers: gatehouse perf accept --workload NAME --reason TEXT")

  static let failedRequests = CheckDescriptor(
    id: "perf/failed-requests", title: "Requests of a workload were answered wrongly",
    rationale: "An error is often answered faster than the work is done, so no number is made from a run with errors.",
    remedy: "Run the workload's requests by hand and see what the service answers")

  static let all = [slower, overBudget, unusableBaseline, failedRequests]
}
