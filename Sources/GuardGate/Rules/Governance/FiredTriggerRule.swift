import GateKit
import GateModel

/// A tradeoff whose trigger has fired is decided anew.
struct FiredTriggerRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/fired-trigger", title: "Tradeoff whose trigger fired and nobody decided",
    rationale: "What was good enough then is accepted for ever, unless somebody has to look when the numbers have changed.",
    remedy: "Take the action, or record a decision with its date and the date it expires", requirements: ["S2-T0", "S2-T1", "S2-T2"])

  let defects: [DefectID] = ["trigger.fired-ignored", "trigger.sustained-load-ignored", "trigger.mesh-count-frozen"]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    guard let path = try GuardPolicy.load(settings.policy, from: repository).tradeoffs else {
      return .skipped(reason: "'\(settings.policy)' names no file of tradeoffs")
    }
    let tradeoffs = try Tradeoff.load(path, from: repository)
    for tradeoff in tradeoffs {
      guard let problem = Self.problem(tradeoff, repository, today: environment.today) else { continue }
      await context.report(
        descriptor, message: "'\(tradeoff.id)' \(problem)", subject: "\(path): \(tradeoff.id)", location: tradeoff.location)
    }
    await context.measure("tradeoffs", Double(tradeoffs.count), unit: "1")
    return tradeoffs.isEmpty ? .inconclusive(reason: "'\(path)' holds no tradeoff") : .passed
  }

  private static func problem(_ tradeoff: Tradeoff, _ repository: any FileTree, today: String) -> String? {
    guard let value = tradeoff.value(in: repository) else { return "has no reading: '\(tradeoff.source)' cannot be read" }
    if case .count(let name, _, let stated?) = tradeoff.reading, stated != value {
      return "says that '\(name)' is there \(text(stated)) times, and it is \(text(value))"
    }
    guard value >= tradeoff.limit else { return nil }
    let fired = "has fired (\(text(value)), at \(text(tradeoff.limit)))"
    guard let decision = tradeoff.decision else { return "\(fired), and nothing was decided: \(tradeoff.action)" }
    if decision.date > today { return "\(fired), and its decision is of \(decision.date), which has not come" }
    return decision.expires < today ? "\(fired), and its decision expired on \(decision.expires)" : nil
  }

  private static func text(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value) }
}
