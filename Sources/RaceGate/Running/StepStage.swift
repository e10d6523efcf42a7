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
    let steps = file.before + file.after + file.race.queries.map(\.step)
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

  func requests(round: Int) throws -> [WireRequest] {
    try (1...file.race.burst.count).map { index in
      var variables = scope.variables
      variables["request"] = .number(JSONNumber(index))
      return try file.request.resolve(variables, target: services.target).request
    }
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

  func answer(to query: SQLInvariant) async throws -> Double {
    var asked = scope
    try await StepRunner.run([query.step], in: &asked)
    let value = asked.variables[SQLInvariant.variable]
    guard let number = value?.double ?? value?.string.flatMap(Double.init) else {
      throw RaceError.unusable("the query '\(query.query)' answers no number")
    }
    return number
  }

  func end(round: Int) async throws {
    var after = scope
    try await StepRunner.run(file.after, in: &after)
    scope = after
  }

  func close() async { await services.close() }
}
