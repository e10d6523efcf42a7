import GateKit
import GateModel
import StepLanguage

/// Makes an outcome of how a scenario and its cleaning up ended.
struct ScenarioVerdict: Sendable {
  let scenario: Scenario
  /// What every healed fault did, in words.
  let faults: [String]

  /// A step that did not hold is a finding; a fault that touched nothing makes an error of a scenario that would have passed, and
  /// a condition that was never judged leaves it inconclusive.
  func conclude(
    _ ending: Result<Void, any Error>, _ cleanup: ScenarioCleanup.Report, _ scope: StepScope, _ context: CaseContext
  ) async throws -> CaseOutcome {
    switch ending {
    case .failure(let failure as StepFailure):
      await report(failure, cleanup, context)
      return .failed
    case .failure(let error): throw error
    case .success: break
    }
    if let healing = cleanup.healing { throw healing }
    switch cleanup.teardown {
    case .failure(let failure as StepFailure):
      throw GateError("the teardown failed: \(failure)", at: failure.location, remedy: "Correct the teardown")
    case .failure(let error): throw error
    case .success: break
    }
    guard scope.judged > 0 else { return .inconclusive(reason: "no condition was judged, so nothing was proved") }
    guard let missed = Reach.missed(scenario.setup + scenario.steps, reached: scope.reached).first else { return .passed }
    return .inconclusive(
      reason: "\(missed.location): '\(missed.title)' was never reached, so what it expects was not judged")
  }

  private func report(_ failure: StepFailure, _ cleanup: ScenarioCleanup.Report, _ context: CaseContext) async {
    var evidence = failure.evidence
    if !faults.isEmpty { evidence.append(Evidence(title: "faults", text: faults.joined(separator: "\n"))) }
    if case .failure(let error) = cleanup.teardown { evidence.append(Evidence(title: "teardown", text: "It failed too: \(error)")) }
    await context.report(
      ScenarioGate.stepFailed, message: Redaction.redact("\(scenario.title): \(failure)"), subject: scenario.id, location: failure.location,
      evidence: evidence, identity: [failure.step, failure.subject])
  }
}
