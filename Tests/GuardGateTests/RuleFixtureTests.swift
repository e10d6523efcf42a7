import GateModel
import Testing

@testable import GuardGate

@Suite struct RuleFixtureTests {
  /// Rules that need a server and are tested on one.
  private static let withoutFiles = ["schema-parity", "missing-index"]
  static let rules = GuardGate.rules(GuardSettings()).map { String($0.descriptor.id.rawValue.dropFirst("guard/".count)) }

  @Test("A rule finds what its fixture expects, in its place, and nothing else", arguments: RuleFixture.all)
  func fixture(_ fixture: RuleFixture) async throws {
    let result = try await Inspection(fixture.rule, fixture.tree)
    var rest = result.findings
    for expected in fixture.mustFail ? try fixture.expectations() : [] {
      let index = rest.firstIndex { $0.place == expected.place && $0.message.contains(expected.fragment) }
      #expect(index != nil, "not found: \(expected.place) \(expected.fragment)")
      if let index { rest.remove(at: index) }
    }
    #expect(rest.map { "\($0.place) \($0.message)" } == [], "found, and not expected")
    #expect(result.outcome == (fixture.mustFail ? .failed : .passed))
    #expect(Set(result.findings.map(\.fingerprint)).count == result.findings.count, "two findings share a fingerprint")
  }

  @Test("Every rule on files has fixtures that must trigger it and fixtures that must not", arguments: rules)
  func bothKinds(rule: String) throws {
    guard !Self.withoutFiles.contains(rule) else { return }
    let mine = RuleFixture.all.filter { $0.rule == rule }
    #expect(mine.contains { $0.mustFail })
    #expect(mine.contains { $0.name.hasPrefix("pass-") })
  }

  @Test("Every fixture belongs to a rule and says whether it must trigger it")
  func namedRight() throws {
    for fixture in RuleFixture.all {
      #expect(Self.rules.contains(fixture.rule), "there is no rule '\(fixture.rule)'")
      #expect(fixture.mustFail || fixture.name.hasPrefix("pass-"), "'\(fixture.testDescription)' starts with neither fail- nor pass-")
      if fixture.mustFail { #expect(try !fixture.expectations().isEmpty, "'\(fixture.testDescription)' expects nothing") }
    }
  }

  @Test("Every rule says why it matters and what to do, and has an id that names the defect", arguments: GuardGate.rules(GuardSettings()))
  func described(rule: any GuardRule) {
    #expect(rule.descriptor.id.rawValue.wholeMatch(of: #/guard\/[a-z]+(-[a-z]+)+/#) != nil)
    for text in [rule.descriptor.title, rule.descriptor.rationale, rule.descriptor.remedy] { #expect(!text.isEmpty) }
    #expect(!rule.descriptor.requirements.isEmpty)
    #expect(!rule.defects.isEmpty)
  }
}
