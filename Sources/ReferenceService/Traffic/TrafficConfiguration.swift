/// The settings of the Traffic context.
public struct TrafficConfiguration: Sendable {
  public var idempotency = IdempotencyConfiguration()
  public var limits = LimitsConfiguration()

  public init() {}

  func problems() -> [ConfigurationProblem] { idempotency.problems() + limits.problems() }
}
