import GateEngine
import GateKit
import GateModel
import Testing

@Suite struct EngineTests {
  @Test("A run is written down in order, from its start to its one end")
  func order() async throws {
    let log = try await TestRun([ScriptedGate("a", passing: 2), ScriptedGate("b", passing: 1)])()
    #expect(
      log.outline == [
        "run-started", "step-started a", "case-started a/1", "case-finished a/1 passed", "case-started a/2", "case-finished a/2 passed",
        "step-finished a", "step-started b", "case-started b/1", "case-finished b/1 passed", "step-finished b", "run-finished passed",
      ])
    #expect(log.isWellFormed)
    #expect(RunSummary(log).started?.seed == 7)
  }

  @Test("A gate that throws makes the run errored, and the gates after it still run")
  func throwingGate() async throws {
    var broken = ScriptedGate("a", passing: 2)
    broken.script = { _, _ in throw GateError("the file is wrong", at: SourceLocation(path: "x.yml", line: 3), remedy: "Correct it") }
    let log = try await TestRun([broken, ScriptedGate("b", passing: 1)])()
    let summary = RunSummary(log)
    #expect(summary.verdict == .errored)
    #expect(summary.operationalErrors == [OperationalError(message: "x.yml:3: the file is wrong", gate: "a", remedy: "Correct it")])
    #expect(summary.outcome("b/1") == .passed)
    #expect(log.isWellFormed)
  }

  @Test("A gate that cannot plan makes the run errored, and the others still run")
  func brokenPlan() async throws {
    var broken = ScriptedGate("a")
    broken.planError = TargetError("it does not start", remedy: "Look", output: ["one", "two"])
    let summary = try await TestRun([broken, ScriptedGate("b", passing: 1)]).summary()
    #expect(summary.verdict == .errored)
    #expect(summary.operationalErrors.map(\.message) == ["it does not start; its last output: one | two"])
    #expect(summary.outcome("b/1") == .passed)
  }

  @Test("A planned case that is never reported makes the run inconclusive")
  func silentGate() async throws {
    var silent = ScriptedGate("a", passing: 2)
    silent.script = { cases, recorder in try await recorder.run(cases[0]) { _ in .passed } }
    let summary = try await TestRun([silent]).summary()
    #expect(summary.verdict == .inconclusive)
    #expect(summary.outcome("a/2") == nil)
    #expect(summary.notes == ["1 planned case(s) did not run"])
  }

  @Test("A case that is reported twice, or was not planned, makes the run errored")
  func strayCases() async throws {
    var twice = ScriptedGate("a", passing: 1)
    twice.script = { cases, recorder in for planned in cases + cases { try await recorder.run(planned) { _ in .passed } } }
    #expect(try await TestRun([twice]).summary().verdict == .errored)
    var stray = ScriptedGate("a", passing: 1)
    stray.script = { cases, recorder in
      try await recorder.run(PlannedCase(id: "a/stray", title: "", check: "test/wrong")) { _ in .passed }
    }
    let summary = try await TestRun([stray]).summary()
    #expect(summary.verdict == .errored)
    #expect(summary.operationalErrors.first?.message.contains("'a/stray'") == true)
  }

  @Test("A finding makes its case and the run failed, whatever the case says of itself")
  func finding() async throws {
    let gate = ScriptedGate(
      "a",
      [
        .failing("a/1"),
        .case("a/2") { context in
          await context.report(ScriptedGate.check, message: "wrong", subject: "y")
          return .passed
        },
      ])
    let summary = try await TestRun([gate]).summary()
    #expect(summary.verdict == .failed)
    #expect(summary.outcome("a/1") == .failed)
    #expect(summary.outcome("a/2") == .failed)
    #expect(summary.findings.map(\.finding.requirements) == [["R-1"], ["R-1"]])
  }

  @Test("A finding that weighs less than an error does not fail the run", arguments: [Severity.note, .warning])
  func lightFinding(severity: Severity) async throws {
    let summary = try await TestRun([ScriptedGate("a", [.failing("a/1", severity: severity)])]).summary()
    #expect(summary.verdict == .passed)
    #expect(summary.findings.count == 1)
  }

  @Test("A case that says it failed and reports nothing is errored")
  func silentFailure() async throws {
    let summary = try await TestRun([ScriptedGate("a", [.case("a/1") { _ in .failed }])]).summary()
    #expect(summary.verdict == .errored)
    #expect(summary.outcome("a/1")?.name == "errored")
  }

  @Test("A case that throws is errored, without the credentials that the error holds, and the next one runs")
  func throwingCase() async throws {
    let broken = ScriptedGate.Case.case("a/1") { _ in throw Broken(text: "cannot reach postgresql://me:s3cret@host/db") }
    let long = ScriptedGate.Case.case("a/2") { _ in throw Broken(text: String(repeating: "x", count: 1 << 20)) }
    let summary = try await TestRun([ScriptedGate("a", [broken, long, .case("a/3") { _ in .passed }])]).summary()
    #expect(summary.verdict == .errored)
    #expect(summary.outcome("a/1") == .errored(reason: "cannot reach postgresql://me:[redacted]@host/db"))
    #expect((summary.outcome("a/2")?.reason?.utf8.count ?? .max) < 5000)
    #expect(summary.outcome("a/3") == .passed)
  }

  @Test("A case that cancels itself is errored and does not end its gate")
  func selfCancelled() async throws {
    let gate = ScriptedGate("a", [.case("a/1") { _ in throw CancellationError() }, .case("a/2") { _ in .passed }])
    let summary = try await TestRun([gate]).summary()
    #expect(summary.verdict == .errored)
    #expect(summary.outcome("a/1") == .errored(reason: "it was cancelled, and not by the run"))
    #expect(summary.outcome("a/2") == .passed)
  }

  @Test("A gate that cancels itself makes the run errored")
  func selfCancelledGate() async throws {
    var gate = ScriptedGate("a", passing: 1)
    gate.script = { _, _ in throw CancellationError() }
    let summary = try await TestRun([gate]).summary()
    #expect(summary.verdict == .errored)
    #expect(summary.operationalErrors.count == 1)
  }

  @Test("A broken server below the target makes the run errored")
  func infrastructure() async throws {
    var run = TestRun([ScriptedGate("a", passing: 1)])
    run.targets = BrokenTargets()
    let summary = try await run.summary()
    #expect(summary.verdict == .errored)
    #expect(summary.operationalErrors.map(\.message) == ["the server has ended"])
  }

  @Test("Paths of findings are relative to the repository")
  func paths() async throws {
    let gate = ScriptedGate("a", [.failing("a/1", path: "/repository/x/y.txt"), .failing("a/2", subject: "z", path: "././z.txt")])
    let summary = try await TestRun([gate]).summary()
    #expect(Set(summary.findings.compactMap(\.finding.location?.path)) == ["x/y.txt", "z.txt"])
  }

  @Test("The same seed gives a case the same seed, whatever runs beside it, and another seed another")
  func seeds() async throws {
    func seeds(_ root: UInt64, _ cases: [CaseID], only: [String] = []) async throws -> [String: Double] {
      let gate = ScriptedGate(
        "a",
        cases.map { id in
          .case(id) { context in
            await context.measure(id.rawValue, Double(context.seed >> 12), unit: "1")
            return .passed
          }
        })
      var run = TestRun([gate])
      run.seed = root
      run.selection.only = only
      let measurements = try await run.summary().steps.flatMap(\.cases).flatMap(\.measurements)
      return Dictionary(uniqueKeysWithValues: measurements.map { ($0.name, $0.value) })
    }
    let first = try await seeds(1, ["a/1", "a/2", "a/3"])
    #expect(try await seeds(1, ["a/3", "a/2", "a/1"]) == first)
    #expect(try await seeds(1, ["a/1", "a/2", "a/3"], only: ["a/2"])["a/2"] == first["a/2"])
    #expect(try await seeds(2, ["a/1", "a/2", "a/3"]).values.allSatisfy { !first.values.contains($0) })
    #expect(Set(first.values).count == 3)
  }

  struct Broken: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }

  struct BrokenTargets: TargetLauncher {
    func dependencies() async throws -> [String: TargetEndpoint] { [:] }
    func launch(_ request: TargetRequest) async throws -> any RunningTarget { try await NoTarget().launch(request) }
    func infrastructureFailure() async -> String? { "the server has ended" }
  }
}
