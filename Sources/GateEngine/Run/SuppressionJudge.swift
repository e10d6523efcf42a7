import GateModel

/// Says whether enough was run to call a suppression needless.
struct SuppressionJudge: Sendable {
  /// Gates of which every case was planned in this run.
  private let planned: Set<GateID>
  private let steps: [GateID: StepRecord]

  init(plan: RunPlan, summary: RunSummary) {
    planned = Set(plan.steps.filter { $0.isComplete && $0.skipReason == nil }.map(\.gate.id))
    steps = Dictionary(summary.steps.map { ($0.gate, $0) }) { first, _ in first }
  }

  /// Why nothing can be said about the entry, or nil.
  ///
  /// A gate that left a case out may have left out the one that finds it; so may a case of the very check that was skipped or
  /// could not decide.
  func doubt(about entry: Suppression) -> String? {
    let gate = GateID(String(entry.check.rawValue.prefix { $0 != "/" }))
    let whole = "the gate '\(gate)' did not run whole"
    guard planned.contains(gate), let step = steps[gate] else { return whole }
    for record in step.cases {
      switch record.outcome {
      case .passed, .failed: break
      case .errored, nil: return whole
      case .skipped(let reason), .inconclusive(let reason):
        if record.planned.check == entry.check { return "the case '\(record.planned.id)' did not decide: \(reason)" }
      }
    }
    return nil
  }
}
