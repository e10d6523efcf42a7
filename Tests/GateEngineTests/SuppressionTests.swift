import GateEngine
import GateModel
import Testing

@Suite struct SuppressionTests {
  private static let place = SourceLocation(path: "baselines/suppressions.yml", line: 4)

  private func entry(_ finding: Finding?, check: CheckID = "test/wrong", expires: String = "2026-06-15") -> Suppression {
    Suppression(
      fingerprint: finding?.fingerprint ?? Fingerprint(parts: ["none"]), check: check, reason: "it is known", owner: "team",
      created: "2026-01-01", expires: expires, location: Self.place)
  }

  private static let gate = ScriptedGate("test", [.failing("test/1"), .case("test/2") { _ in .passed }])

  private func finding() async throws -> Finding? {
    try await TestRun([Self.gate]).summary().findings.first?.finding
  }

  private func checks(_ summary: RunSummary) -> [CheckID] { summary.findings.filter(\.finding.failsRun).map(\.finding.check) }

  @Test("An accepted finding is kept with its reason and does not fail its case or the run, up to its last day")
  func matched() async throws {
    let finding = try await finding()
    for day in ["2026-06-15", "2030-01-01"] {
      var run = TestRun([Self.gate])
      run.suppressions = [entry(finding, expires: day)]
      let summary = try await run.summary()
      #expect(summary.verdict == .passed, "\(summary.notes)")
      #expect(summary.outcome("test/1") == .passed)
      let accepted = summary.findings.filter { $0.finding.check == "test/wrong" }
      #expect(accepted.map(\.finding.disposition) == [.suppressed(reason: "it is known (team, until \(day))")])
    }
  }

  @Test("An expired entry hides nothing and is a finding itself")
  func expired() async throws {
    var run = TestRun([Self.gate])
    run.suppressions = [entry(try await finding(), expires: "2026-06-14")]
    let summary = try await run.summary()
    #expect(summary.verdict == .failed)
    #expect(checks(summary) == ["suppressions/expired", "test/wrong"])
    #expect(summary.findings.first { $0.finding.check == "suppressions/expired" }?.finding.location == Self.place)
  }

  @Test("An entry that matches nothing is a finding when its gate ran whole")
  func unmatched() async throws {
    var run = TestRun([ScriptedGate("test", passing: 1)])
    run.suppressions = [entry(nil)]
    #expect(checks(try await run.summary()) == ["suppressions/unmatched"])
  }

  @Test("An entry for another check does not hide a finding with the same fingerprint")
  func otherCheck() async throws {
    var run = TestRun([Self.gate])
    run.suppressions = [entry(try await finding(), check: "test/other")]
    #expect(checks(try await run.summary()) == ["suppressions/unmatched", "test/wrong"])
  }

  @Test("Nothing is said of an entry whose gate did not run whole")
  func incomplete() async throws {
    let passing = ScriptedGate("test", passing: 2)
    var selected = TestRun([passing])
    selected.selection.only = ["test/1"]
    var sharded = TestRun([passing])
    sharded.selection.shard = Shard(index: 1, count: 2)
    var broken = passing
    broken.script = { cases, recorder in try await recorder.run(cases[0]) { _ in .passed } }
    let thrown = ScriptedGate("test", [.case("test/1") { _ in throw CancellationError() }])
    var skipped = ScriptedGate("test")
    skipped.skipReason = "no file"
    let undecided = ScriptedGate("test", [.case("test/1") { _ in .inconclusive(reason: "noise") }])
    let other = ScriptedGate("other", passing: 1)
    for var run in [selected, sharded] + [broken, thrown, skipped, undecided, other].map({ TestRun([$0]) }) {
      run.suppressions = [entry(nil)]
      let summary = try await run.summary()
      #expect(checks(summary) == [])
      #expect(summary.steps.last?.cases.first?.outcome?.name == "skipped")
    }
  }

  @Test("A case of another check that was skipped keeps no entry from being judged")
  func unrelatedSkip() async throws {
    var run = TestRun([ScriptedGate("test", [.case("test/1", check: "test/other") { _ in .skipped(reason: "no server") }])])
    run.suppressions = [entry(nil)]
    #expect(checks(try await run.summary()) == ["suppressions/unmatched"])
  }

  @Test(
    "An entry is warned of in the fourteen days up to its last, and still holds",
    arguments: [("2026-06-15", true), ("2026-06-29", true), ("2026-06-30", false)])
  func expiring(expires: String, isWarned: Bool) async throws {
    var run = TestRun([Self.gate])
    run.suppressions = [entry(try await finding(), expires: expires)]
    let summary = try await run.summary()
    #expect(summary.verdict == .passed)
    #expect(summary.findings.contains { $0.finding.check == "suppressions/expiring" } == isWarned)
  }

  @Test("What a change accepts itself does not hold for it, and the number of entries may not grow")
  func ownEntry() async throws {
    var run = TestRun([Self.gate])
    run.suppressions = [entry(try await finding(), expires: "2030-01-01")]
    run.earlierSuppressions = []
    let summary = try await run.summary()
    #expect(checks(summary) == ["suppressions/grown", "test/wrong"])
    #expect(summary.findings.contains { $0.finding.check == "suppressions/new" })
  }

  @Test("What was accepted before holds for a change, up to the day that was given then")
  func earlierEntry() async throws {
    let finding = try await finding()
    var run = TestRun([Self.gate])
    run.suppressions = [entry(finding, expires: "2030-01-01")]
    run.earlierSuppressions = [entry(finding, expires: "2026-06-15"), entry(nil)]
    #expect(try await run.summary().verdict == .passed)
    run.earlierSuppressions = [entry(finding, expires: "2026-06-14")]
    #expect(checks(try await run.summary()) == ["test/wrong"])
    run.earlierSuppressions = [entry(finding, check: "test/other", expires: "2030-01-01")]
    #expect(checks(try await run.summary()) == ["test/wrong"])
  }

  @Test("A malformed entry is a finding at its place")
  func malformed() async throws {
    var run = TestRun([ScriptedGate("test", passing: 1)])
    run.problems = [SuppressionProblem(message: "'owner' is empty", location: Self.place)]
    let summary = try await run.summary()
    #expect(summary.verdict == .failed)
    #expect(summary.findings.map(\.finding.message) == ["'owner' is empty"])
    #expect(summary.findings.map(\.finding.location) == [Self.place])
  }

  @Test("With fail-fast the first bad entry ends the run as failed, and not as errored")
  func failFast() async throws {
    var run = TestRun([ScriptedGate("test", passing: 1)])
    run.control = RunControl(failsFast: true)
    run.suppressions = [entry(nil, expires: "2020-01-01"), entry(nil, expires: "2020-01-02")]
    let summary = try await run.summary()
    #expect(summary.verdict == .failed)
    #expect(summary.operationalErrors == [])
  }

  @Test("A run without entries has no step for them")
  func none() async throws {
    #expect(try await TestRun([ScriptedGate("test", passing: 1)]).summary().steps.map(\.gate) == ["test"])
    #expect(
      Engine.checks.map(\.id) == [
        "suppressions/expired", "suppressions/unmatched", "suppressions/malformed", "suppressions/expiring", "suppressions/new",
        "suppressions/grown",
      ])
  }
}
