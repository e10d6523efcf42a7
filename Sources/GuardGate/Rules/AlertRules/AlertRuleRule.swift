import GateKit
import GateModel

/// An alert rule must fire when it should and stay silent when it should, shown on made-up series beside it.
struct AlertRuleRule: GuardRule {
  let settings: GuardSettings

  let descriptor = CheckDescriptor(
    id: "guard/alert-rule-wrong", title: "Alert rule that does not do what its tests say",
    rationale: "An alert that divides the wrong way round looks right in review and is silent in the night it is needed.",
    remedy: "Correct the rule, or its tests if they are wrong; name a runbook that exists and keep its labels bounded",
    requirements: ["S2-W4.2", "S2-P3.4"])

  let defects: [DefectID] = ["token.replay-alert-inverted"]

  /// True for a label that takes one value for each user or request, in any case style.
  private static func isUnbounded(_ label: String) -> Bool {
    unboundedLabels.contains(SensitiveName.words(of: label).joined(separator: "_"))
  }

  private static let unboundedLabels: Set<String> = [
    "user", "user_id", "token", "token_id", "session", "session_id", "request_id", "trace_id", "ip", "client_ip", "address", "email",
    "path",
    "url",
  ]

  func inspect(_ repository: any FileTree, in environment: RunEnvironment, context: CaseContext) async throws -> CaseOutcome {
    let files: [String]
    do {
      files = try repository.files(under: settings.alerts, endingIn: [".yaml", ".yml"])
    } catch FileTreeError.missing {
      files = []
    }
    guard !files.isEmpty else { return .skipped(reason: "'\(settings.alerts)' holds no alert rule") }
    let testFolder = settings.alerts + "/tests/"
    let rules = try files.filter { !$0.hasPrefix(testFolder) }.flatMap { try AlertRule.load(try repository.text($0), path: $0) }
    let tests = try files.filter { $0.hasPrefix(testFolder) }.flatMap { try AlertTest.load(try repository.text($0), path: $0) }
    for (index, rule) in rules.enumerated() {
      if let first = rules[..<index].first(where: { $0.id == rule.id }) {
        await report("'\(rule.id)' stands at \(first.location) too", "\(rule.id): twice", rule.location, context)
      } else {
        await judge(rule, tests.filter { $0.alert == rule.id }, repository, context)
      }
    }
    for test in tests where !rules.contains(where: { $0.id == test.alert }) {
      await report("the test '\(test.name)' names the alert '\(test.alert)', which does not exist", test.alert, test.location, context)
    }
    await context.measure("tests", Double(tests.count), unit: "1")
    return rules.isEmpty ? .inconclusive(reason: "'\(settings.alerts)' holds files and no alert rule") : .passed
  }

  private func judge(_ rule: AlertRule, _ tests: [AlertTest], _ repository: any FileTree, _ context: CaseContext) async {
    for test in tests where rule.fires(test.increase) != test.fires {
      let wanted = test.fires ? "does not fire" : "fires"
      await report("'\(rule.id)' \(wanted) for '\(test.name)'", "\(rule.id): \(test.name)", rule.location, context)
    }
    for kind in [true, false] where !tests.contains(where: { $0.fires == kind }) {
      await report(
        "'\(rule.id)' has no test in which it \(kind ? "fires" : "stays silent")", "\(rule.id): untested \(kind)", rule.location, context)
    }
    if !repository.exists(rule.runbook) {
      await report("'\(rule.id)' names the runbook '\(rule.runbook)', which does not exist", rule.id, rule.location, context)
    }
    for label in rule.labels where Self.isUnbounded(label) {
      await report("'\(rule.id)' groups by '\(label)', which takes unbounded values", "\(rule.id): \(label)", rule.location, context)
    }
  }

  private func report(_ message: String, _ subject: String, _ location: SourceLocation, _ context: CaseContext) async {
    await context.report(descriptor, message: message, subject: subject, location: location)
  }
}
