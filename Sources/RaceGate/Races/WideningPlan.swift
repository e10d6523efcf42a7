import GateModel

/// `widen:`: while a burst runs, every answer of a dependency comes so much later, so that the window between the check and the act,
/// in which the service asks it, is wider by as much.
public struct WideningPlan: Sendable, Hashable {
  public var dependency: String
  public var delay: Duration
  public var location: SourceLocation

  public init(dependency: String, delay: Duration, location: SourceLocation) {
    self.dependency = dependency
    self.delay = delay
    self.location = location
  }
}
