/// The samples of one scrape in the Prometheus text format, version 0.0.4.
public struct MetricSamples: Sendable, Hashable {
  public struct Sample: Sendable, Hashable {
    public var name: String
    public var labels: [String: String]
    public var value: Double

    public init(name: String, labels: [String: String] = [:], value: Double) {
      self.name = name
      self.labels = labels
      self.value = value
    }
  }

  public var samples: [Sample]

  public init(samples: [Sample] = []) { self.samples = samples }

  /// The sum of the samples with this name that carry at least these labels, or nil where there is none.
  public func sum(of name: String, labels: [String: String] = [:]) -> Double? {
    let matching = samples.filter { sample in sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value } }
    return matching.isEmpty ? nil : matching.reduce(0) { $0 + $1.value }
  }
}

/// A line that is no sample: which, and why.
public struct MetricTextError: Error, Sendable, Hashable, CustomStringConvertible {
  public var line: Int
  public var problem: String

  public var description: String { "line \(line) of the metrics page is no sample: \(problem)" }
}
