import Synchronization

/// Counters, gauges and histograms of one service, rendered in the Prometheus text format 0.0.4.
///
/// Safe to use from any task; a label set that was never touched is absent unless ``declare(_:labels:)`` showed it.
public final class MetricsRegistry: Sendable {
  /// Label values in the order of their names.
  public typealias Labels = [String: String]

  private struct Sample: Sendable {
    var value: Double = 0
    var bucketCounts: [UInt64] = []
    var count: UInt64 = 0
  }

  private struct Series: Sendable {
    let family: MetricFamily
    var samples: [Labels: Sample] = [:]
  }

  /// More label sets than this in one family are folded into the label value `other`, so that a caller cannot fill the memory.
  private static let maximumSeries = 1_000

  private let series = Mutex<[String: Series]>([:])

  public init() {}

  /// Shows a family, with the value 0 for one label set, before anything happens.
  public func declare(_ family: MetricFamily, labels: Labels = [:]) {
    change(family, labels) { _ in }
  }

  /// Shows a family without a value, where its label sets aren't known before something happens: its counters count from 0 then.
  public func declareFamily(_ family: MetricFamily) {
    series.withLock { if $0[family.name] == nil { $0[family.name] = Series(family: family) } }
  }

  /// Adds to a counter; a negative amount is ignored, because a counter never falls.
  public func increment(_ family: MetricFamily, by amount: Double = 1, labels: Labels = [:]) {
    guard amount >= 0 else { return }
    change(family, labels) { $0.value += amount }
  }

  /// Brings a counter up to a total that is kept elsewhere, or a gauge to its highest mark; a smaller value changes nothing.
  public func raise(_ family: MetricFamily, to total: Double, labels: Labels = [:]) {
    change(family, labels) { $0.value = max($0.value, total) }
  }

  /// Sets a gauge.
  public func set(_ family: MetricFamily, to value: Double, labels: Labels = [:]) {
    change(family, labels) { $0.value = value }
  }

  /// Adds to a gauge, which may fall.
  public func add(_ family: MetricFamily, _ amount: Double, labels: Labels = [:]) {
    change(family, labels) { $0.value += amount }
  }

  /// Records one observation of a histogram.
  public func observe(_ family: MetricFamily, _ value: Double, labels: Labels = [:]) {
    change(family, labels) { sample in
      for (index, bound) in family.buckets.enumerated() where value <= bound { sample.bucketCounts[index] += 1 }
      sample.count += 1
      sample.value += value
    }
  }

  /// The value of a counter or gauge, or the number of observations of a histogram; 0 when there is none.
  public func value(_ family: MetricFamily, labels: Labels = [:]) -> Double {
    series.withLock { all in
      guard let sample = all[family.name]?.samples[labels] else { return 0 }
      return family.kind == .histogram ? Double(sample.count) : sample.value
    }
  }

  private func change(_ family: MetricFamily, _ labels: Labels, _ body: (inout Sample) -> Void) {
    series.withLock { all in
      var known = all[family.name] ?? Series(family: family)
      var key = labels
      if known.samples[key] == nil, known.samples.count >= Self.maximumSeries { key = labels.mapValues { _ in "other" } }
      var sample = known.samples[key] ?? Sample(bucketCounts: Array(repeating: 0, count: family.buckets.count))
      body(&sample)
      known.samples[key] = sample
      all[family.name] = known
    }
  }

  /// The whole registry, families by name and series by labels.
  public func render() -> String {
    let snapshot = series.withLock { $0 }
    var lines: [String] = []
    for (name, entry) in snapshot.sorted(by: { $0.key < $1.key }) {
      lines.append("# HELP \(name) \(PrometheusText.escape(help: entry.family.help))")
      lines.append("# TYPE \(name) \(entry.family.kind.rawValue)")
      let ordered = entry.samples.map { (PrometheusText.pairs($0.key), $0.value) }.sorted { $0.0.joined() < $1.0.joined() }
      for (pairs, sample) in ordered { lines += Self.lines(entry.family, pairs, sample) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(_ family: MetricFamily, _ pairs: [String], _ sample: Sample) -> [String] {
    guard family.kind == .histogram else {
      return ["\(family.name)\(PrometheusText.braces(pairs)) \(PrometheusText.number(sample.value))"]
    }
    var lines: [String] = []
    for (bound, count) in zip(family.buckets, sample.bucketCounts) {
      let all = pairs + ["le=\"\(PrometheusText.number(bound))\""]
      lines.append("\(family.name)_bucket\(PrometheusText.braces(all)) \(count)")
    }
    lines.append("\(family.name)_bucket\(PrometheusText.braces(pairs + ["le=\"+Inf\""])) \(sample.count)")
    lines.append("\(family.name)_sum\(PrometheusText.braces(pairs)) \(PrometheusText.number(sample.value))")
    lines.append("\(family.name)_count\(PrometheusText.braces(pairs)) \(sample.count)")
    return lines
  }
}
