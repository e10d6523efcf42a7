import GateModel

/// What a proof showed: `reports/proof.json`, and committed as `baselines/proof.json`.
public struct ProofReport: Hashable, Sendable, Codable {
  /// One seeded defect and whether a check that claims it caught it.
  public struct Row: Hashable, Sendable, Codable {
    public var defect: DefectID
    public var requirements: [RequirementID]
    public var summary: String
    /// Checks whose findings name a requirement of the defect.
    public var caughtBy: [CheckID]
    /// How many cases claim it.
    public var cases: Int
    public var milliseconds: Int
    /// Why it was not caught, or the first finding that caught it.
    public var detail: String

    public var isCaught: Bool { !caughtBy.isEmpty }
  }

  public var seed: UInt64
  /// What failed on the healthy service; empty when it is clean.
  public var healthyFailures: [String]
  /// How many cases ran on the healthy service.
  public var healthyCases: Int
  public var rows: [Row]
  /// Requirements that say they are proved and have no seeded defect, and other gaps in the register.
  public var gaps: [String]

  public var isProof: Bool { healthyFailures.isEmpty && gaps.isEmpty && !rows.isEmpty && rows.allSatisfy(\.isCaught) }

  /// True where every defect of the requirement was caught by a check that claims it.
  public func proves(_ requirement: Requirement) -> Bool {
    let mine = rows.filter { $0.requirements.contains(requirement.id) }
    let caught = Set(mine.filter(\.isCaught).map(\.defect))
    return !requirement.defects.isEmpty && requirement.defects.allSatisfy(caught.contains)
  }
}
