import PerfStatistics

/// What is compared between a base and a candidate.
public enum ComparedQuantity: String, Sendable, Hashable, CaseIterable {
  /// The median of single requests, in pairs.
  case latency
  /// The 99th percentile of single requests.
  case tail
  /// Processor time of the service for each request.
  case processorTime

  /// Whether a pass needs it. The 99th percentile of a unit is too noisy for that on a shared machine: a slower one fails where it is
  /// sure, and else is reported as undecided.
  public var isRequired: Bool { self != .tail }

  public var title: String {
    switch self {
    case .latency: "latency, median of pairs"
    case .tail: "latency, p99"
    case .processorTime: "processor time a request"
    }
  }

  /// How it is decided on.
  public var plan: SequentialPlan {
    switch self {
    case .latency: .latency
    case .tail: .tail
    case .processorTime: .processorTime
    }
  }
}
