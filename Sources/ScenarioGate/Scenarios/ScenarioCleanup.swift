import GateKit
import StepLanguage

/// What is done after a scenario's steps, whatever they came to: faults are healed, stopped processes go on, then the teardown is done.
struct ScenarioCleanup: Sendable {
  /// How it went.
  struct Report: Sendable {
    /// The error of a fault or a stop that touched nothing, or of one that could not be ended.
    var healing: GateError?
    var teardown: Result<Void, any Error>
  }

  private static let limit = Duration.seconds(20)

  let scenario: Scenario
  let desk: FaultDesk
  let processes: ProcessDesk
  let scope: StepScope

  func run() async -> Report {
    // A task of its own, because a case that was cancelled (its deadline, a signal) cleans up too: the work does not inherit the
    // cancellation, and its own deadline bounds it.
    await Task { await work() }.value
  }

  private func work() async -> Report {
    let healed = await attempt("a fault cannot be healed") { try await desk.healAll() }
    let continued = await attempt("a process cannot go on") { try await processes.finish() }
    let healing = healed ?? continued
    do {
      try await withDeadline(Self.limit, "the teardown of '\(scenario.id)'", clock: scope.services.clock) {
        var scope = scope
        try await StepRunner.run(scenario.teardown, in: &scope)
      }
      return Report(healing: healing, teardown: .success(()))
    } catch {
      return Report(healing: healing, teardown: .failure(error))
    }
  }

  private func attempt(_ problem: String, _ body: () async throws -> GateError?) async -> GateError? {
    do {
      return try await body()
    } catch {
      return error as? GateError ?? GateError("\(problem): \(error)", at: scenario.location, remedy: "See the message")
    }
  }
}
