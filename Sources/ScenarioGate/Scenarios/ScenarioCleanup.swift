import GateKit
import StepLanguage

/// What is done after a scenario's steps, whatever they came to: faults are healed, then the teardown is done.
struct ScenarioCleanup: Sendable {
  /// How it went.
  struct Report: Sendable {
    /// The error of a fault that touched nothing, or of one that could not be healed.
    var healing: GateError?
    var teardown: Result<Void, any Error>
  }

  private static let limit = Duration.seconds(20)

  let scenario: Scenario
  let desk: FaultDesk
  let scope: StepScope

  func run() async -> Report {
    // A task of its own, because a case that was cancelled (its deadline, a signal) cleans up too: the work does not inherit the
    // cancellation, and its own deadline bounds it.
    await Task { await work() }.value
  }

  private func work() async -> Report {
    let healing: GateError?
    do {
      healing = try await desk.healAll()
    } catch {
      healing = error as? GateError ?? GateError("a fault cannot be healed: \(error)", at: scenario.location, remedy: "See the message")
    }
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
}
