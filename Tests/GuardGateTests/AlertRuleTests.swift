import Testing

@testable import GuardGate

@Suite struct AlertRuleTests {
  private func rule(numerator: [String] = ["bad"], denominator: [String] = ["good", "bad"], minimum: Double = 20) -> AlertRule {
    AlertRule(
      id: "a", runbook: "r", numerator: numerator, denominator: denominator, threshold: 0.05, minimumAttempts: minimum, labels: [],
      location: .init(path: "a.yaml"))
  }

  @Test(
    "A rule fires from its threshold on",
    arguments: [
      (19.0, 1.0, true), (38, 2, true), (57, 3, true), (380, 20, true), (39, 2, false), (1_000_000, 52_631, false), (0, 20, true),
    ])
  func threshold(good: Double, bad: Double, fires: Bool) {
    #expect(rule().fires(["good": good, "bad": bad]) == fires)
  }

  @Test("A rule is silent below its least number of attempts, and where nothing happened")
  func fewAttempts() {
    #expect(!rule().fires(["good": 0, "bad": 19]))
    #expect(!rule(minimum: 0).fires([:]))
    #expect(rule(minimum: 0).fires(["bad": 1]))
    #expect(!rule().fires(["other": 100]))
  }

  @Test("A ratio the wrong way round is another rule")
  func inverted() {
    #expect(rule(numerator: ["good"]).fires(["good": 500, "bad": 0]))
    #expect(!rule(numerator: ["good"]).fires(["good": 0, "bad": 500]))
  }

  @Test(
    "A file that lacks or misspells a member is an error with its line",
    arguments: ["version: 2\nalerts: []\n", "alerts: []\n", "version: 1\nalerts:\n  - id: a\n", "version: 1\nalerts: []\nmore: 1\n"])
  func malformed(text: String) async throws {
    #expect(throws: (any Error).self) { try AlertRule.load(text, path: "a.yaml") }
    let result = try await Inspection("alert-rule-wrong", files: ["contracts/alerts/a.yaml": text])
    #expect(result.outcome?.name == "errored")
  }

  @Test("A repository without alert rules is skipped, and a file without one proves nothing")
  func nothing() async throws {
    #expect(try await Inspection("alert-rule-wrong", files: [:]).outcome?.name == "skipped")
    let empty = try await Inspection("alert-rule-wrong", files: ["contracts/alerts/a.yaml": "version: 1\nalerts: []\n"])
    #expect(empty.outcome?.name == "inconclusive")
  }
}
