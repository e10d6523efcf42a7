/// What a dependency is at the moment.
public enum DependencyStatus: String, Sendable, Encodable { case up, down }

/// The answer of `/readyz`: each dependency by name, without a word about where it lives.
public struct ReadinessReport: Sendable, Encodable {
  public struct Dependency: Sendable, Encodable {
    public let name: String
    public let status: DependencyStatus

    public init(name: String, status: DependencyStatus) {
      self.name = name
      self.status = status
    }
  }

  /// `ready` or `unavailable`.
  public let status: String
  public let dependencies: [Dependency]

  public init(dependencies: [Dependency]) {
    self.dependencies = dependencies
    status = dependencies.allSatisfy { $0.status == .up } ? "ready" : "unavailable"
  }

  /// Whether every dependency is up.
  public var isReady: Bool { dependencies.allSatisfy { $0.status == .up } }
}
