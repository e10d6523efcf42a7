import GateKit
import GateModel
import HTTPWire
import JSONDocument

/// `metrics: PATH`: reads a Prometheus page; `save` keeps it, `since` turns what is expected into the growth since a kept one.
public struct MetricsStep: StepAction {
  public static let keyword = "metrics"

  private struct Series: Sendable {
    var text: String
    var name: String
    var labels: [String: String]
    var matcher: Matcher
    var location: SourceLocation
  }

  private let path: TextTemplate
  private let save: String?
  private let since: (name: String, location: SourceLocation)?
  private let series: [Series]

  public init(_ mapping: inout YAMLMapping, parser: StepParser) throws {
    let node = try mapping.required(Self.keyword)
    path = try TextTemplate(node, Self.keyword)
    save = try mapping.optional("save")?.text("save")
    since = try mapping.optional("since").map { (name: try $0.text("since"), location: $0.location) }
    series =
      try mapping.optional("expect").map { node in
        try node.mapping("expect").entries.map { try Self.series($0) }
      } ?? []
    guard save != nil || !series.isEmpty else {
      throw GateError("the step neither saves nor expects anything", at: node.location, remedy: "Add 'save' or 'expect'")
    }
  }

  public var summary: String { "the metrics page" }

  public var judges: Bool { !series.isEmpty }
  public var names: [NameUse] {
    let made = save.map { NameUse(role: .savesPage, text: $0, location: path.location) }
    let used = since.map { NameUse(role: .readsPage, text: $0.name, location: $0.location) }
    return [used, made].compactMap { $0 }
  }

  public func run(in scope: inout StepScope) async throws {
    let samples = try await fetch(scope)
    var before: MetricSamples?
    if let since {
      guard let saved = scope.metrics[since.name] else {
        throw GateError(
          "no metrics were saved as '\(since.name)'", at: since.location,
          remedy: NearestName.advice(for: since.name, in: Array(scope.metrics.keys)))
      }
      before = saved
    }
    for one in series {
      try judge(one, try value(of: one, in: samples, since: before), in: samples, isGrowth: before != nil, scope.variables)
      scope.judged += 1
    }
    if let save { scope.metrics[save] = samples }
  }

  private func fetch(_ scope: StepScope) async throws -> MetricSamples {
    let target = try path.resolve(scope.variables)
    do {
      let response = try await scope.services.client.send(WireRequest(target: target), deadline: .seconds(10))
      guard response.status == 200 else { throw Unmet("status of \(target)", expected: "200", found: "\(response.status)") }
      return try MetricText.parse(response.text)
    } catch let error as WireError {
      if error.kind == .cancelled { throw CancellationError() }
      throw Unmet("the metrics page \(target)", expected: "there", found: "\(error)")
    } catch let error as MetricTextError {
      throw Unmet("the metrics page \(target)", expected: "in the Prometheus text format", found: "\(error)")
    }
  }

  /// The value of a series, or how much it grew; nil where the page does not have it.
  /// - Throws: `GateError` where a growth cannot be told: a counter went back, or was not there and not declared before.
  private func value(of series: Series, in samples: MetricSamples, since before: MetricSamples?) throws -> Double? {
    guard let after = samples.sum(of: series.name, labels: series.labels) else { return nil }
    guard let before else { return after }
    let earlier = before.sum(of: series.name, labels: series.labels)
    guard let start = earlier ?? (before.knows(series.name) && samples.isCumulative(series.name) ? 0 : nil) else {
      throw GateError(
        "the page that was saved does not have '\(series.text)'", at: series.location,
        remedy: "Save the page once the metric is there; only counters that are declared by '# TYPE' count from 0")
    }
    guard start.isFinite, after.isFinite else {
      throw GateError("'\(series.text)' went from \(start) to \(after)", at: series.location, remedy: "Only finite values can grow")
    }
    guard after >= start || !samples.isCumulative(series.name) else {
      throw GateError(
        "the counter '\(series.text)' went back from \(start) to \(after)", at: series.location,
        remedy: "See whether the service was started again, or whether the metric is a gauge and is not declared as one")
    }
    return after - start
  }

  private func judge(_ series: Series, _ value: Double?, in samples: MetricSamples, isGrowth: Bool, _ variables: Variables) throws {
    let found = value.map { [JSONNumber($0).map { .number($0) } ?? JSONValue.string("\($0)")] } ?? []
    guard let mismatch = try series.matcher.mismatch(found, variables: variables) else { return }
    let subject = isGrowth ? "growth of \(series.text)" : series.text
    throw Unmet(
      subject, expected: mismatch.expected, found: mismatch.found, evidence: [Self.evidence(series.name, samples)], at: series.location)
  }

  /// The samples of that name, or else the names that there are.
  private static func evidence(_ name: String, _ samples: MetricSamples) -> Evidence {
    let same = samples.samples.filter { $0.name == name }.map { sample in
      let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
      return "\(sample.name){\(labels)} \(sample.value)"
    }
    let names = Set(samples.samples.map(\.name)).sorted()
    return Evidence(
      title: "metrics", text: same.isEmpty ? "no '\(name)' among: \(names.joined(separator: ", "))" : same.joined(separator: "\n"))
  }

  /// Reads `name` or `name{label="value"}`.
  private static func series(_ entry: YAMLNode.Entry) throws -> Series {
    guard let sample = try? MetricText.parse(entry.key + " 0").samples.first else {
      throw GateError(
        "'\(entry.key)' is no series", at: entry.keyLocation, remedy: "Write a name, or 'name{label=\"value\"}' in single quotes")
    }
    return Series(
      text: entry.key, name: sample.name, labels: sample.labels, matcher: try Matcher(entry.value), location: entry.keyLocation)
  }
}
