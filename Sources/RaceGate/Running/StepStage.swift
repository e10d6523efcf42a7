import GateKit
import HTTPWire
import JSONDocument
import StepLanguage

/// A race's steps on a running target.
actor StepStage: RaceStage {
  nonisolated let endpoint: WireEndpoint
  private let file: RaceFile
  private let services: StepServices
  private let metricsPath: String
  private var scope: StepScope

  private static let patience = Duration.seconds(10)

  /// - Throws: `GateError` where this target cannot do the steps.
  init(file: RaceFile, services: StepServices, metricsPath: String) throws {
    let steps = file.before + file.after + file.race.queries.map(\.step) + file.race.observations.compactMap(\.step)
    if let reason = StepRunner.obstacle(steps, in: services) {
      throw GateError(
        "the race cannot be run: \(reason)", at: file.race.location, remedy: "Give the target what it lacks, or remove the race")
    }
    self.file = file
    self.services = services
    self.metricsPath = metricsPath
    endpoint = services.client.endpoint
    scope = StepScope(services: services)
  }

  func begin(round: Int) async throws {
    var fresh = StepScope(services: services)
    fresh.variables["round"] = .number(JSONNumber(round))
    try await StepRunner.run(file.before, in: &fresh)
    scope = fresh
  }

  func items(round: Int) throws -> [BurstItem] {
    var items: [BurstItem] = []
    for (part, template) in zip(file.race.burst.parts, file.requests) {
      for _ in 0..<part.count {
        var variables = scope.variables
        variables["request"] = .number(JSONNumber(items.count + 1))
        let request = try template.resolve(variables, target: services.target).request
        switch part.kind {
        case .requests: items.append(.request(request))
        case .upgrades: items.append(.upgrade(WebSocketRequest(target: request.target, headers: request.headers)))
        }
      }
    }
    return items
  }

  /// The harmless request of the file, or one for the root.
  func canary() throws -> WireRequest {
    try file.canary?.resolve(scope.variables, target: services.target).request ?? WireRequest(target: "/")
  }

  func metrics() async throws -> MetricSamples {
    let response = try await services.client.send(WireRequest(target: metricsPath), deadline: Self.patience)
    guard response.status == 200 else { throw RaceError.unusable("the metrics page \(metricsPath) answered \(response.status)") }
    do {
      return try MetricText.parse(response.text)
    } catch {
      throw RaceError.unusable("the metrics page \(metricsPath): \(error)")
    }
  }

  func answer(to query: SQLInvariant) async throws -> Double { try await number(query.step, "the query '\(query.query)'") }

  func observe(_ observation: Observation) async throws -> Double {
    switch observation.source {
    case .query(let step): return try await number(step, "the query \(observation.text)")
    case .answer(let template, let place):
      let request = try template.resolve(scope.variables, target: services.target).request
      let response = try await services.client.send(request, deadline: Self.patience)
      guard (200..<300).contains(response.status), let number = place.number(in: response.body) else {
        throw RaceError.unusable("\(observation.text) is no number: the target answered \(response.status)")
      }
      return number
    }
  }

  private func number(_ step: Step, _ what: String) async throws -> Double {
    var asked = scope
    try await StepRunner.run([step], in: &asked)
    let value = asked.variables[SQLInvariant.variable]
    guard let number = value?.double ?? value?.string.flatMap(Double.init) else { throw RaceError.unusable("\(what) answers no number") }
    return number
  }

  func end(round: Int) async throws {
    var after = scope
    try await StepRunner.run(file.after, in: &after)
    scope = after
  }

  func close() async { await services.close() }
}
