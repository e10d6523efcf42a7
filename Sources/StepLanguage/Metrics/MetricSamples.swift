/// The samples of one scrape in the Prometheus text format, version 0.0.4, or in that of OpenMetrics 1.0.
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

  /// What `# TYPE` says of a family.
  public enum Kind: String, Sendable, Hashable {
    case counter, gauge, histogram, gaugehistogram, summary, info, stateset, untyped, unknown
  }

  public var samples: [Sample]
  /// Families that the page declares, with samples or without.
  public var families: [String: Kind]

  public init(samples: [Sample] = [], families: [String: Kind] = [:]) {
    self.samples = samples
    self.families = families
  }

  /// Whether samples of this name only ever grow.
  public func isCumulative(_ name: String) -> Bool {
    if let kind = families[name] { return kind == .counter }
    for suffix in ["_total", "_count", "_sum", "_bucket", "_created"] where name.hasSuffix(suffix) {
      switch families[String(name.dropLast(suffix.count))] {
      case .counter: return suffix == "_total"
      case .histogram: return suffix != "_created"
      case .summary: return suffix == "_count" || suffix == "_sum"
      default: continue
      }
    }
    return ["_total", "_bucket", "_count"].contains { name.hasSuffix($0) }
  }

  /// Whether the page knows the name: it has a sample of it, or declares its family, whose samples come with the first event.
  public func knows(_ name: String) -> Bool {
    if samples.contains(where: { $0.name == name }) || families[name] != nil { return true }
    return ["_total", "_count", "_sum", "_bucket"].contains { name.hasSuffix($0) && families[String(name.dropLast($0.utf8.count))] != nil }
  }

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
