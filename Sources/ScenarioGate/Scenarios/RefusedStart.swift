import GateKit
import GateModel
import JSONDocument
import StepLanguage

/// `refuses: CONDITION`: the target must not start, and say why.
struct RefusedStart: Sendable {
  let scenario: Scenario
  let refusal: Matcher

  /// - Throws: `GateError` for a variable in the condition; what keeps the target from starting is judged, not thrown.
  func judge(_ request: TargetRequest, _ targets: any TargetLauncher, _ context: CaseContext) async throws -> CaseOutcome {
    let target: any RunningTarget
    do {
      target = try await targets.launch(request)
    } catch let error as TargetError {
      guard let mismatch = try refusal.mismatch([.string("\(error)")], variables: Variables(seed: context.seed)) else { return .passed }
      await report("what it says must be \(mismatch.expected), and is \(mismatch.found)", context)
      return .failed
    }
    await target.stop()
    await report("it must refuse to start with these options, and starts", context)
    return .failed
  }

  private func report(_ problem: String, _ context: CaseContext) async {
    let options = scenario.options.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    await context.report(
      ScenarioGate.stepFailed, message: Redaction.redact("\(scenario.title): \(problem)"), subject: scenario.id,
      location: scenario.location, evidence: [Evidence(title: "options", text: options)], identity: ["start"])
  }
}
