import GateModel
import HTTPWire

/// One file of `contracts/races`: what is done at the same time, and what must hold afterwards.
public struct Race: Sendable {
  /// Unique, also the name of its case.
  public var name: String
  public var title: String
  public var requirements: [RequirementID]
  public var defects: [DefectID]
  /// How often the burst is repeated.
  public var rounds: Int
  public var burst: BurstPlan
  public var invariants: [Invariant]
  public var location: SourceLocation

  public init(
    name: String, title: String, requirements: [RequirementID] = [], defects: [DefectID] = [], rounds: Int, burst: BurstPlan,
    invariants: [Invariant], location: SourceLocation
  ) {
    self.name = name
    self.title = title
    self.requirements = requirements
    self.defects = defects
    self.rounds = rounds
    self.burst = burst
    self.invariants = invariants
    self.location = location
  }

  public var caseID: CaseID { CaseID("race/\(name)") }

  /// True where an invariant looks at the metrics page.
  public var needsMetrics: Bool { invariants.contains { if case .metric = $0.kind { true } else { false } } }

  /// The queries that the invariants ask.
  public var queries: [SQLInvariant] {
    invariants.compactMap { invariant in
      if case .sql(let query) = invariant.kind { query } else { nil }
    }
  }
}

/// What is released at once.
public struct BurstPlan: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case requests
    /// WebSocket upgrades; sockets that open stay open until the invariants were judged.
    case upgrades
  }

  public var kind: Kind
  /// How many, at least 2.
  public var count: Int
  public var release: Burst.Release
  /// From the release to the last answer.
  public var deadline: Duration

  public init(kind: Kind = .requests, count: Int, release: Burst.Release = .lastBytes(1), deadline: Duration = .seconds(15)) {
    self.kind = kind
    self.count = count
    self.release = release
    self.deadline = deadline
  }
}
