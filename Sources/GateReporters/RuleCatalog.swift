import GateModel

/// What is known of checks beyond the log: the composition root fills it from the gates' descriptions.
///
/// Reports can be made without it; rules then say what the log says of them.
public struct RuleCatalog: Hashable, Sendable {
  /// The description of one check.
  public struct Rule: Hashable, Sendable {
    public var check: CheckID
    /// What is wrong when it fires, in a few words.
    public var title: String
    public var severity: Severity
    /// Why it matters.
    public var rationale: String
    /// What to do about a finding.
    public var remedy: String
    public var requirements: [RequirementID]

    public init(
      check: CheckID, title: String, severity: Severity, rationale: String, remedy: String, requirements: [RequirementID]
    ) {
      self.check = check
      self.title = title
      self.severity = severity
      self.rationale = rationale
      self.remedy = remedy
      self.requirements = requirements
    }
  }

  private let byCheck: [CheckID: Rule]

  /// Of two descriptions of one check the first is kept.
  public init(_ rules: [Rule] = []) {
    byCheck = Dictionary(rules.map { ($0.check, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The description of the check, if there is one.
  public subscript(check: CheckID) -> Rule? { byCheck[check] }
}
