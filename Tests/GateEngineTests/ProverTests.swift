import GateEngine
import GateKit
import GateModel
import Synchronization
import Testing

@Suite struct ProverTests {
  /// Finds a defect when the tree of the environment holds it.
  private static func gate() -> any Gate {
    TreeGate(cases: [
      ("race/one", ["R-1"], ["token.get-then-del"]), ("race/two", ["R-2"], ["outbox.lost"]), ("race/other", [], []),
      ("race/three", [], ["by.defect"]),
    ])
  }

  private func subject(_ defect: DefectID, _ requirements: [RequirementID], seeded: String?) -> Prover.Subject {
    Prover.Subject(id: defect, requirements: requirements, summary: "it is broken") { Self.environment(seeded.map { [$0: ""] } ?? [:]) }
  }

  private static func environment(_ files: [String: String] = [:]) -> RunEnvironment {
    RunEnvironment(seed: RootSeed(3), today: "2026-06-15", files: MemoryFileTree(files), targets: NoTarget())
  }

  private func requirement(_ id: RequirementID, _ state: RequirementState, defects: [DefectID]) -> Requirement {
    Requirement(
      id: id, capability: "c", text: "t", gates: [], checks: [], defects: defects, state: state, location: SourceLocation(path: "r.yaml"))
  }

  private func prove(
    _ subjects: [Prover.Subject], healthy: [String: String] = [:], register: [Requirement] = [], control: RunControl = RunControl()
  ) async throws -> ProofReport {
    let run = TestRun([])
    let all = register.isEmpty ? [requirement("R-1", .built, defects: []), requirement("R-2", .built, defects: [])] : register
    return try await Prover(gates: [Self.gate()], options: run.options, control: control)
      .prove(subjects, healthy: Self.environment(healthy), register: all)
  }

  @Test("A defect is caught when a check that claims it finds it, and only claiming cases run")
  func caught() async throws {
    let report = try await prove([
      subject("token.get-then-del", ["R-1"], seeded: "race/one"), subject("outbox.lost", ["R-2"], seeded: "race/two"),
    ])
    #expect(report.isProof)
    #expect(report.rows.map(\.caughtBy) == [["test/wrong"], ["test/wrong"]])
    #expect(report.rows.map(\.cases) == [1, 1])
    #expect(report.healthyCases == 2)
    #expect(report.seed == 3)
    #expect(report.rows.first?.detail == "race/one is wrong")
    let proved = requirement("R-1", .proved, defects: ["token.get-then-del"])
    #expect(report.proves(proved))
    #expect(!report.proves(requirement("R-1", .proved, defects: [])))
    #expect(!report.proves(requirement("R-1", .proved, defects: ["token.get-then-del", "another"])))
    #expect(!report.proves(requirement("R-9", .proved, defects: ["token.get-then-del"])))
  }

  @Test("A defect that no check finds is missed, and the report says that its cases passed")
  func missed() async throws {
    let report = try await prove([subject("token.get-then-del", ["R-1"], seeded: nil)])
    #expect(!report.isProof)
    #expect(report.rows.map(\.isCaught) == [false])
    #expect(report.rows.first?.detail == "nobody caught it: 1 case(s) passed")
  }

  @Test("A finding of another requirement catches nothing")
  func otherRequirement() async throws {
    let report = try await prove([subject("by.defect", ["R-1"], seeded: "race/three")])
    #expect(report.rows.map(\.isCaught) == [false])
    #expect(report.rows.first?.cases == 2)
  }

  @Test("A defect that no case claims is missed, with that reason")
  func unclaimed() async throws {
    let report = try await prove(
      [subject("nobody.knows", ["R-7"], seeded: "race/one")], register: [requirement("R-7", .built, defects: [])])
    #expect(!report.isProof)
    #expect(report.rows.first?.detail == "no case claims it")
  }

  @Test("A check that fails on the healthy service spoils the proof")
  func unhealthy() async throws {
    let report = try await prove([subject("token.get-then-del", ["R-1"], seeded: "race/one")], healthy: ["race/one": ""])
    #expect(!report.isProof)
    #expect(report.healthyFailures == ["test/wrong: race/one is wrong"])
  }

  @Test("What is wrong on the healthy service too catches no defect")
  func wrongAnyway() async throws {
    let report = try await prove([subject("token.get-then-del", ["R-1"], seeded: "race/one")], healthy: ["race/one": ""])
    #expect(report.rows.map(\.isCaught) == [false])
  }

  @Test("A defect that cannot be switched on is missed, with the reason, and the next one is tried")
  func broken() async throws {
    let broken = Prover.Subject(id: "token.get-then-del", requirements: ["R-1"], summary: "") {
      throw GateError("no such part", remedy: "Look")
    }
    let report = try await prove([broken, subject("outbox.lost", ["R-2"], seeded: "race/two")])
    #expect(report.rows.map(\.isCaught) == [false, true])
    #expect(report.rows.first?.detail.contains("no such part") == true)
  }

  @Test("The gaps of the register are told")
  func gaps() async throws {
    let register = [
      requirement("R-1", .proved, defects: []), requirement("R-2", .proved, defects: ["outbox.lost", "outbox.twice"]),
      requirement("R-3", .open, defects: ["nowhere"]),
    ]
    let report = try await prove([subject("outbox.lost", ["R-2", "R-8"], seeded: "race/two")], register: register)
    #expect(
      report.gaps == [
        "R-1 says it is proved and has no seeded defect", "R-2 says it is proved, and its defect 'outbox.twice' is not seeded",
        "the defect 'outbox.lost' names the requirement 'R-8', which the register does not have",
      ])
    #expect(!report.isProof)
  }

  @Test("A proof that was interrupted, or tried nothing, is none")
  func interrupted() async throws {
    let control = RunControl()
    await control.interrupt("ended by SIGINT")
    let report = try await prove([subject("token.get-then-del", ["R-1"], seeded: "race/one")], control: control)
    #expect(!report.isProof)
    #expect(report.gaps == ["ended by SIGINT: 1 of 1 defects were not tried"])
    #expect(!(try await prove([])).isProof)
  }

  @Test("Suppressions that are not needed in a proof are no findings of it")
  func suppressions() async throws {
    var run = TestRun([])
    run.suppressions = [
      Suppression(
        fingerprint: Fingerprint(parts: ["x"]), check: "race/x", reason: "r", owner: "o", created: "2026-01-01", expires: "2030-01-01",
        location: SourceLocation(path: "s.yml"))
    ]
    let report = try await Prover(gates: [Self.gate()], options: run.options, control: RunControl())
      .prove(
        [subject("token.get-then-del", ["R-1"], seeded: "race/one")], healthy: Self.environment(), register: [],
        requirements: ["R-1"])
    #expect(report.healthyFailures == [])
    #expect(report.isProof)
  }

  @Test("One line is told for the healthy service and for each defect")
  func progress() async throws {
    let lines = Mutex<[String]>([])
    let prover = Prover(gates: [Self.gate()], options: TestRun([]).options, control: RunControl()) { line in
      lines.withLock { $0.append(line) }
    }
    let subjects = [subject("token.get-then-del", ["R-1"], seeded: "race/one"), subject("outbox.lost", ["R-2"], seeded: nil)]
    _ = try await prover.prove(subjects, healthy: Self.environment(), register: [])
    #expect(lines.withLock { $0.map { String($0.prefix(7)) } } == ["healthy", "caught ", "MISSED "])
  }
}

/// A gate that finds a case wrong where the tree holds a file of its name.
private struct TreeGate: Gate {
  let id: GateID = "race"
  let summary = "nothing is wrong"
  let checks = [ScriptedGate.check]
  var cases: [(id: CaseID, requirements: [RequirementID], defects: [DefectID])]
  private let check = CheckDescriptor(id: "test/wrong", title: "Wrong", rationale: "It matters.", remedy: "Mend it")

  init(cases: [(id: CaseID, requirements: [RequirementID], defects: [DefectID])]) { self.cases = cases }

  func plan(in environment: RunEnvironment) async throws -> GatePlan {
    .run(cases.map { PlannedCase(id: $0.id, title: "", check: check.id, requirements: $0.requirements, defects: $0.defects) })
  }

  func run(_ cases: [PlannedCase], in environment: RunEnvironment, recorder: any CaseRecorder) async throws {
    for planned in cases {
      try await recorder.run(planned) { context in
        if environment.files.exists(planned.id.rawValue) {
          await context.report(check, message: "\(planned.id) is wrong", subject: planned.id.rawValue)
        }
        return .passed
      }
    }
  }
}
