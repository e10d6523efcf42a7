import ReferenceService

/// A fault that can be switched on, so that the check which claims to catch it can be seen to do so.
public struct SeededDefect: Sendable, Identifiable {
  /// What is replaced. The service itself has no line that knows.
  public enum Change: Sendable {
    /// Parts that the service is composed of.
    case parts(@Sendable (inout ServiceParts) -> Void)
    /// The tables, as base schema or as migrations.
    case schema(@Sendable (inout ServiceSchema) -> Void)
    /// Files of the repository; the change is made in a copy.
    case files([FileEdit])
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
