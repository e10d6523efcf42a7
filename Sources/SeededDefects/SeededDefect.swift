import ReferenceService

/// A fault that can be switched on, so that the check which claims to catch it can be seen to do so.
///
/// No line of the service knows a defect: applying one changes a copy of what the service is composed of, or what the repository holds.
public struct SeededDefect: Sendable, Identifiable {
  /// What is replaced.
  public enum Change: Sendable {
    /// Parts that the service is composed of.
    case parts(@Sendable (inout ServiceParts) -> Void)
    /// The tables, as base schema or as migrations.
    case schema(@Sendable (inout ServiceSchema) -> Void)
    /// A setting of the service.
    case configuration(@Sendable (inout ServiceConfiguration) -> Void)
    /// The text of `contracts/openapi.yaml`. Throws ``DefectDoesNotFit`` when the text to change is not there.
    case contract(@Sendable (String) throws -> String)
    /// Files of the repository that are changed; the change is made in a copy.
    case files([FileEdit])
    /// Files that lie over the repository's own, text by path.
    case overlay([String: String])
  }

  /// The name in the requirements register, such as `token.get-then-delete`.
  public let id: String
  /// The requirements whose checks must catch it.
  public let requirements: [String]
  /// What is wrong, in one sentence.
  public let summary: String
  public let change: Change

  public init(_ id: String, requirements: [String], _ summary: String, change: Change) {
    self.id = id
    self.requirements = requirements
    self.summary = summary
    self.change = change
  }
}

/// The text that a defect changes is not there, so the defect would change nothing.
public struct DefectDoesNotFit: Error, Sendable, CustomStringConvertible {
  public let reason: String
  public var description: String { "\(reason) Bring the seeded defect up to date." }
}
