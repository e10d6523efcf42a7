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
      try judge(one, samples, before: before, scope.variables)
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

  private func judge(_ series: Series, _ samples: MetricSamples, before: MetricSamples?, _ variables: Variables) throws {
    var found: [JSONValue] = []
    if let after = samples.sum(of: series.name, labels: series.labels) {
      let number = before.map { after - ($0.sum(of: series.name, labels: series.labels) ?? 0) } ?? after
      found = [JSONNumber(number).map { .number($0) } ?? .string("\(number)")]
    }
    guard let mismatch = try series.matcher.mismatch(found, variables: variables) else { return }
    let subject = before == nil ? series.text : "growth of \(series.text)"
    throw Unmet(subject, expected: mismatch.expected, found: mismatch.found, at: series.location)
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
