import PerfStatistics

/// What is compared between a base and a candidate.
public enum ComparedQuantity: String, Sendable, Hashable, CaseIterable {
  /// The median of single requests, in pairs.
  case latency
  /// The 99th percentile of single requests.
  case tail
  /// The 99th percentile under load, in slices without waiting for a processor.
  case loadTail
  /// Processor time of the service for each request: under load, or of the pairs where there is none.
  case processorTime

  /// Whether a pass needs it. A 99th percentile of a unit is too noisy for that on a shared machine: a slower one fails where it is
  /// sure, and else is reported as undecided.
  public var isRequired: Bool { self != .tail && self != .loadTail }

  public var title: String {
    switch self {
    case .latency: "latency, median of pairs"
    case .tail: "latency, p99"
    case .loadTail: "latency under load, p99"
    case .processorTime: "processor time a request"
    }
  }

  /// How it is decided on.
  public var plan: SequentialPlan {
    switch self {
    case .latency: .latency
    case .tail, .loadTail: .tail
    case .processorTime: .processorTime
    }
  }
}
