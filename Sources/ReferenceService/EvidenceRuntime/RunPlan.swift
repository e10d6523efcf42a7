/// The steps that `run` takes.
public struct RunPlan: Sendable, Hashable {
  /// One step of a plan.
  public enum Step: Sendable, Hashable {
    /// One call; `$query` in the query stands for the question of the run.
    case call(EvidenceOperator, OperatorParameters)
    /// A search for the question, then one `fetch_span` for each of the first references.
    case searchThenFetch(maxReferences: Int)
  }

  public var steps: [Step]

  public init(steps: [Step]) {
    self.steps = steps
  }

  /// A wide search, then a narrow one whose first two documents are read.
  public static let standard = RunPlan(steps: [
    .call(.search, OperatorParameters(query: "$query", limit: 10)),
    .searchThenFetch(maxReferences: 2),
  ])
}

/// Why a run ended.
public enum StopReason: String, Sendable, Codable, CaseIterable {
  case planComplete = "PLAN_COMPLETE"
  case wallclockExceeded = "WALLCLOCK_EXCEEDED"
  case budgetExceeded = "BUDGET_EXCEEDED"
}

extension RunPlan {
  /// What is wrong with the plan, in words; nil if it can run.
  public var problem: String? {
    if steps.isEmpty { return "has no steps." }
    for case .searchThenFetch(let references) in steps where references < 1 { return "fetches \(references) references in a step." }
    for case .call(let name, let parameters) in steps {
      if let problem = parameters.problem(for: name) { return "has a step that cannot run: \(problem)." }
    }
    return nil
  }
}
