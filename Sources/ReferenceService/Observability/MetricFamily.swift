/// One metric as Prometheus knows it: a name, a help line and a kind.
public struct MetricFamily: Sendable, Hashable {
  public enum Kind: String, Sendable { case counter, gauge, histogram }

  public let name: String
  public let help: String
  public let kind: Kind
  /// Upper bounds of a histogram's buckets in ascending order, without infinity.
  public let buckets: [Double]

  private init(_ name: String, _ help: String, _ kind: Kind, buckets: [Double] = []) {
    self.name = name
    self.help = help
    self.kind = kind
    self.buckets = buckets
  }

  /// A number that only grows; its name ends in `_total`.
  public static func counter(_ name: String, _ help: String) -> MetricFamily { .init(name, help, .counter) }

  /// A number that goes up and down.
  public static func gauge(_ name: String, _ help: String) -> MetricFamily { .init(name, help, .gauge) }

  /// A distribution; the usual buckets are latencies in seconds.
  public static func histogram(_ name: String, _ help: String, buckets: [Double] = latencyBuckets) -> MetricFamily {
    .init(name, help, .histogram, buckets: buckets.sorted())
  }

  /// From half a millisecond to ten seconds.
  public static let latencyBuckets: [Double] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
}
