import StepLanguage

/// Counters of the target changed by so much over the burst, or a gauge stands at a value after it.
public struct MetricInvariant: Sendable, Hashable {
  /// A metric, with the labels that pick its samples.
  public struct Selector: Sendable, Hashable {
    public var name: String
    public var labels: [String: String]

    public init(name: String, labels: [String: String] = [:]) {
      self.name = name
      self.labels = labels
    }

    var text: String {
      if labels.isEmpty { return name }
      return name + "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",") + "}"
    }
  }

  /// Their values are added.
  public var selectors: [Selector]
  /// True for the change over the burst, false for the value after it.
  public var isDelta: Bool
  public var expected: Quantity

  public init(_ selectors: [Selector], isDelta: Bool, expected: Quantity) {
    self.selectors = selectors
    self.isDelta = isDelta
    self.expected = expected
  }

  var text: String { selectors.map(\.text).joined(separator: " + ") }

  /// - Throws: ``RaceError`` where a sample is missing or a counter went back.
  func violation(in round: RoundRecord) throws -> String? {
    var found = 0.0
    for selector in selectors {
      guard let after = round.metricsAfter.sum(of: selector.name, labels: selector.labels), after.isFinite else {
        throw RaceError.notObserved("metric \(selector.text)")
      }
      // A counter that nothing has counted yet may be absent before the burst.
      let before = isDelta ? round.metricsBefore.sum(of: selector.name, labels: selector.labels) ?? 0 : 0
      guard !isDelta || after >= before else { throw RaceError.unusable("counter \(selector.text) went back from \(before) to \(after)") }
      found += after - before
    }
    let wanted = expected.value(in: round.outcomes)
    guard found != wanted else { return nil }
    let change = isDelta ? "changed by" : "stands at"
    return "\(text) \(change) \(Invariants.number(found)), \(Invariants.number(wanted)) expected"
  }
}
