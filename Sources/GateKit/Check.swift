import GateModel

/// One thing that a gate proves, with a stable id.
///
/// A concrete check is one file in its gate's folder. What it adds to this protocol (the inputs it takes) differs from
/// gate to gate, so each gate refines it.
public protocol Check: Sendable {
  var descriptor: CheckDescriptor { get }
}

/// A check on files of the repository.
public protocol Rule: Check {
  /// Looks at the repository and reports every occurrence.
  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome
}

/// What a check is: the source of its line in `gatehouse explain`, of the rule reference and of SARIF rules.
public struct CheckDescriptor: Hashable, Sendable {
  /// `gate/what-is-wrong`, kebab-case: `guard/unpinned-image`.
  public var id: CheckID
  /// What is wrong when it fires, in a few words.
  public var title: String
  public var severity: Severity
  /// Why it matters.
  public var rationale: String
  /// What to do about a finding.
  public var remedy: String
  public var requirements: [RequirementID]

  public init(
    id: CheckID, title: String, severity: Severity = .error, rationale: String, remedy: String, requirements: [RequirementID] = []
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.rationale = rationale
    self.remedy = remedy
    self.requirements = requirements
  }
}
