import GateModel

/// What changes from step to step.
public struct StepScope: Sendable {
  public let services: StepServices
  public var variables: Variables
  /// Metrics pages by the name that a step saved them under.
  public var metrics: [String: MetricSamples] = [:]
  /// Conditions that were judged so far. A case that judged none proves nothing.
  public var judged = 0
  /// Places of the steps that were done.
  public var reached: Set<SourceLocation> = []
  /// The last request as a `curl` line, for failures of steps that send none.
  var lastRequest: Evidence?

  public init(services: StepServices) {
    self.services = services
    variables = services.initialVariables
  }
}
