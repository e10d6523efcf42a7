import StepLanguage

/// Everything that one round of a race showed.
public struct RoundRecord: Sendable {
  public var outcomes: [BurstOutcome]
  public var metricsBefore: MetricSamples
  public var metricsAfter: MetricSamples
  /// The number that each query answered after the burst.
  public var queryResults: [String: Double]
  /// What was observed before the burst and after it, by the text of the observation.
  public var observedBefore: [String: Double] = [:]
  public var observedAfter: [String: Double] = [:]

  public init(
    outcomes: [BurstOutcome], metricsBefore: MetricSamples = MetricSamples(), metricsAfter: MetricSamples = MetricSamples(),
    queryResults: [String: Double] = [:]
  ) {
    self.outcomes = outcomes
    self.metricsBefore = metricsBefore
    self.metricsAfter = metricsAfter
    self.queryResults = queryResults
  }
}
