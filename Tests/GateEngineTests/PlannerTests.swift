import GateEngine
import GateKit
import GateModel
import Testing

@Suite struct PlannerTests {
  private func gates(_ sizes: [Int]) -> [ScriptedGate] {
    sizes.enumerated().map { ScriptedGate(GateID("g\($0.offset)"), passing: $0.element) }
  }

  private func plan(_ gates: [ScriptedGate], _ selection: Selection = Selection()) async throws -> RunPlan {
    var run = TestRun(gates)
    run.selection = selection
    return try await run.plan()
  }

  private func ids(_ plan: RunPlan) -> [CaseID] { plan.steps.flatMap(\.cases).map(\.id) }

  @Test("Every case is in exactly one shard, and all shards have the same digest", arguments: 1...5)
  func shards(count: Int) async throws {
    for sizes in [[7], [1, 1, 1], [0, 4, 0], [2, 3, 5], [1], [12, 1]] {
      let whole = try await plan(gates(sizes))
      var seen: [CaseID] = []
      var counts: [Int] = []
      for index in 1...count {
        let part = try await plan(gates(sizes), Selection(shard: Shard(index: index, count: count)))
        #expect(part.digest == whole.digest)
        #expect(part.steps.map(\.gate.id) == whole.steps.map(\.gate.id))
        seen += ids(part)
        counts.append(part.caseCount)
      }
      #expect(seen.sorted() == ids(whole).sorted())
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "the shards are uneven: \(counts)")
    }
  }

  @Test("A gate of which a shard has nothing is skipped with that reason")
  func emptyShard() async throws {
    let part = try await plan(gates([1, 1]), Selection(shard: Shard(index: 2, count: 2)))
    #expect(part.steps.map(\.skipReason) == ["its cases are in other shards", nil])
    #expect(part.steps.map(\.isComplete) == [false, true])
  }

  @Test(
    "A shard that cannot be is an error",
    arguments: [(0, 1), (2, 1), (-1, 5), (1, 0), (1, -1), (1, 1_000_000), (Int.max, Int.max), (Int.min, 1)])
  func impossibleShard(index: Int, count: Int) async throws {
    await #expect(throws: GateError.self) { try await plan(gates([1]), Selection(shard: Shard(index: index, count: count))) }
  }

  @Test("The digest says which cases there are")
  func digest() async throws {
    let first = try await plan(gates([2, 2]))
    #expect(try await plan(gates([2, 2])).digest == first.digest)
    #expect(try await plan(gates([2, 1])).digest != first.digest)
    #expect(try await plan(gates([2, 2]), Selection(gates: ["g0"])).digest != first.digest)
  }

  @Test("A gate that does not exist is an error that lists those that do")
  func unknownGate() async throws {
    let error = await #expect(throws: GateError.self) { try await plan(gates([1, 1]), Selection(gates: ["g0", "guard"])) }
    #expect(error?.message == "there is no gate 'guard'")
    #expect(error?.remedy == "The gates are: g0, g1")
  }

  @Test(
    "A pattern that matches nothing is an error, also beside one that matches", arguments: [["x"], ["g0/1", "x"], ["g1/*", "g0/"], [""]])
  func unmatchedPattern(only: [String]) async throws {
    let error = await #expect(throws: GateError.self) { try await plan(gates([2, 2]), Selection(only: only)) }
    #expect(error?.message == "no case matches '\(only.last ?? "")'")
  }

  @Test("A pattern that matches only what another gate has is an error when that gate is not selected")
  func patternOutsideGates() async throws {
    await #expect(throws: GateError.self) { try await plan(gates([1, 1]), Selection(gates: ["g0"], only: ["g1/1"])) }
  }

  @Test(
    "A pattern selects by case, check, requirement or defect",
    arguments: [
      ("a/1", ["a/1"]), ("a/*", ["a/1", "a/2"]), ("*", ["a/1", "a/2", "b/é"]), ("check/two", ["a/2"]), ("R-1", ["a/1", "b/é"]),
      ("d.*", ["b/é"]), ("*é", ["b/é"]), ("a*1", ["a/1"]), ("*/*2", ["a/2"]), ("**1", ["a/1", "b/é"]), ("R-*1", ["a/1", "b/é"]),
    ])
  func patterns(pattern: String, expected: [CaseID]) async throws {
    let cases: [ScriptedGate.Case] = [
      .case("a/1", check: "check/one", requirements: ["R-1"]) { _ in .passed }, .case("a/2", check: "check/two") { _ in .passed },
      .case("b/é", check: "check/three", requirements: ["R-1", "R-2"], defects: ["d.x"]) { _ in .passed },
    ]
    #expect(ids(try await plan([ScriptedGate("a", cases)], Selection(only: [pattern]))) == expected)
  }

  @Test("A pattern of many stars takes no long time")
  func manyStars() async throws {
    let gate = ScriptedGate("a", [.case(CaseID(String(repeating: "a", count: 5000))) { _ in .passed }])
    let pattern = String(repeating: "a*", count: 1000) + "b"
    await #expect(throws: GateError.self) { try await plan([gate], Selection(only: [pattern])) }
  }

  @Test("A gate of which nothing is selected is skipped with that reason, and is not complete")
  func nothingSelected() async throws {
    let part = try await plan(gates([1, 2]), Selection(only: ["g1/2"]))
    #expect(part.steps.map(\.skipReason) == ["no case of it is selected", nil])
    #expect(part.steps.map(\.isComplete) == [false, false])
  }

  @Test("Two cases with one id are an error of their gate, and the other gates are planned")
  func duplicateCases() async throws {
    let twice = ScriptedGate("a", [.case("a/1") { _ in .passed }, .case("a/1") { _ in .passed }])
    let plan = try await plan([twice, ScriptedGate("b", passing: 1)])
    #expect(plan.errors.map(\.message) == ["two cases of 'a' have the id 'a/1'"])
    #expect(ids(plan) == ["b/1"])
  }

  @Test("A gate that skips itself says why")
  func skipping() async throws {
    var gate = ScriptedGate("a")
    gate.skipReason = "there is no document"
    let run = TestRun([gate, ScriptedGate("b", passing: 1)])
    let summary = try await run.summary()
    #expect(summary.steps.first?.skipReason == "there is no document")
    #expect(summary.verdict == .passed)
    #expect(Selection().isComplete)
    #expect(!Selection(only: ["x"]).isComplete)
  }
}
