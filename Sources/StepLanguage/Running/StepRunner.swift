import GateKit
import GateModel

/// Runs steps one after another.
public enum StepRunner {
  /// - Throws: ``StepFailure`` for the first step that does not hold; `GateError` where a step cannot be done.
  public static func run(_ steps: [Step], in scope: inout StepScope) async throws {
    for step in steps {
      try Task.checkCancellation()
      try await run(step, in: &scope)
    }
  }

  static func run(_ step: Step, in scope: inout StepScope) async throws {
    do {
      try await step.action.run(in: &scope)
      scope.reached.insert(step.location)
    } catch let unmet as Unmet {
      throw failure(of: step, unmet, in: scope)
    } catch var failure as StepFailure where step.isNamed {
      // The failure of a step inside this one.
      failure.step = "\(step.title): \(failure.step)"
      throw failure
    } catch let error as GateError where error.location == nil {
      throw GateError("\(step.title): \(error.message)", at: step.location, remedy: error.remedy)
    }
  }

  /// Why these steps cannot be done with this target; nil where they can. Asked before the first step, so that no case is half done.
  public static func obstacle(_ steps: [Step], in services: StepServices) -> String? {
    for step in steps {
      if let reason = step.action.obstacle(in: services) ?? obstacle(step.action.children, in: services) { return reason }
    }
    return nil
  }

  private static func failure(of step: Step, _ unmet: Unmet, in scope: StepScope) -> StepFailure {
    var evidence = unmet.evidence
    if !evidence.contains(where: { $0.title == "request" }), let last = scope.lastRequest {
      evidence.append(Evidence(title: "last request before", text: last.text))
    }
    let mask = SecretMask(scope.variables)
    return StepFailure(
      step: step.title, location: unmet.location ?? step.location, subject: unmet.subject, expected: mask.hide(unmet.expected),
      found: mask.hide(unmet.found), evidence: evidence.map { Evidence(title: $0.title, text: mask.hide($0.text)) })
  }
}
