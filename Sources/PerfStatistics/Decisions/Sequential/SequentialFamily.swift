/// The decisions of several workloads together, so that more workloads do not make more false alarms.
public enum SequentialFamily {
  /// The outcome of each decision after Holm's correction of their sequential p-values: a slowdown is called where the
  /// corrected p-value is at most `alpha`. One that was called alone and does not stand is inconclusive, which cannot happen
  /// to decisions by ``SequentialPlan/shared(among:)``; one that stood below its own part of alpha may come to stand.
  ///
  /// - Parameters:
  ///   - decisions: by workload. One that still goes on counts as stopped.
  ///   - alpha: the probability of any false slowdown among all workloads.
  public static func outcomes(_ decisions: [String: SequentialDecision], alpha: Double = 0.01) -> [String: SequentialDecision.Outcome] {
    let names = decisions.keys.sorted()
    let stopped = names.compactMap { name -> SequentialDecision? in
      var decision = decisions[name]
      decision?.stop()
      return decision
    }
    let adjusted = HolmCorrection.adjusted(stopped.map(\.pValue))
    var outcomes: [String: SequentialDecision.Outcome] = [:]
    for ((name, decision), pValue) in zip(zip(names, stopped), adjusted) {
      switch decision.outcome {
      case _ where pValue <= alpha: outcomes[name] = .regressed
      case .regressed: outcomes[name] = .inconclusive(smallestSlowdown: decision.looks.last?.smallestSlowdown ?? .infinity)
      case let other: outcomes[name] = other
      }
    }
    return outcomes
  }
}
