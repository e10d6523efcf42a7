import GateModel

/// One file of `contracts/races`: what is done at the same time, and what must hold afterwards.
public struct Race: Sendable {
  /// Unique, also the name of its case.
  public var name: String
  public var title: String
  public var requirements: [RequirementID]
  public var defects: [DefectID]
  /// How often the burst is repeated; with a ``power`` it is what the goal needs.
  public var rounds: Int
  public var power: PowerGoal?
  public var widening: WideningPlan?
  public var burst: BurstPlan
  public var invariants: [Invariant]
  public var location: SourceLocation

  public init(
    name: String, title: String, requirements: [RequirementID] = [], defects: [DefectID] = [], rounds: Int, power: PowerGoal? = nil,
    widening: WideningPlan? = nil, burst: BurstPlan, invariants: [Invariant], location: SourceLocation
  ) {
    self.name = name
    self.title = title
    self.requirements = requirements
    self.defects = defects
    self.rounds = rounds
    self.power = power
    self.widening = widening
    self.burst = burst
    self.invariants = invariants
    self.location = location
  }

  public var caseID: CaseID { CaseID("race/\(name)") }

  /// True where an invariant looks at the metrics page.
  public var needsMetrics: Bool { invariants.contains { if case .metric = $0.kind { true } else { false } } }

  /// What is observed before and after each burst.
  public var observations: [Observation] {
    invariants.compactMap { invariant in
      if case .observed(let observed) = invariant.kind { observed.observation } else { nil }
    }
  }

  /// The queries that the invariants ask.
  public var queries: [SQLInvariant] {
    invariants.compactMap { invariant in
      if case .sql(let query) = invariant.kind { query } else { nil }
    }
  }
}
