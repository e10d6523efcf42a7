import GateEngine
import GateKit
import GateModel
import Testing

@Suite struct LogMergeTests {
  private static let failing = [ScriptedGate("a", [.failing("a/1"), .failing("a/2", subject: "y"), .case("a/3") { _ in .passed }])]
  private static let passing = [ScriptedGate("a", passing: 2), ScriptedGate("b", passing: 3)]
  private static let undecided = [ScriptedGate("a", [.case("a/1") { _ in .passed }, .case("a/2") { _ in .inconclusive(reason: "noise") }])]
  private static let throwing = [ScriptedGate("a", [.case("a/1") { _ in .passed }, .case("a/2") { _ in throw CancellationError() }])]

  private func shards(_ gates: [ScriptedGate], _ count: Int, seed: UInt64 = 7) async throws -> [RunLog] {
    var logs: [RunLog] = []
    for index in 1...count {
      var run = TestRun(gates)
      run.seed = seed
      run.selection.shard = Shard(index: index, count: count)
      logs.append(try await run())
    }
    return logs
  }

  @Test("The shards of a run, joined in any order, say what the whole run says", arguments: [failing, passing, undecided, throwing])
  func joined(gates: [ScriptedGate]) async throws {
    let whole = try await TestRun(gates).summary()
    for count in 1...6 {
      let logs = try await shards(gates, count)
      for order in [logs, logs.reversed()] {
        let merged = try LogMerge().merge(order)
        let summary = RunSummary(merged)
        #expect(merged.isWellFormed)
        #expect(summary.verdict == whole.verdict)
        #expect(summary.notes == whole.notes)
        #expect(summary.findings == whole.findings)
        #expect(summary.started == whole.started)
        #expect(summary.steps.map(\.skipReason) == whole.steps.map(\.skipReason))
        let outcomes = whole.steps.flatMap(\.cases).map { summary.outcome($0.planned.id) == $0.outcome }
        #expect(outcomes.allSatisfy { $0 })
      }
    }
  }

  @Test("Logs that are not all shards of one run are refused")
  func refused() async throws {
    let logs = try await shards(Self.passing, 3)
    let other = try await shards(Self.failing, 3)
    let seeded = try await shards(Self.passing, 3, seed: 8)
    let whole = try await TestRun(Self.passing)()
    var headless = logs[2]
    headless.events.removeFirst()
    let bad: [[RunLog]] = [
      [], [logs[0], logs[1]], [logs[0], logs[1], logs[1]], logs + [logs[0]], [logs[0], logs[1], other[2]], [logs[0], logs[1], seeded[2]],
      [logs[0], logs[1], headless], [logs[0], logs[1], whole], [RunLog()],
    ]
    for logs in bad { #expect(throws: GateError.self) { try LogMerge().merge(logs) } }
  }

  @Test("A log that claims an impossible number of shards is refused", arguments: [0, -1, Int.max, Int.min])
  func impossibleCount(count: Int) throws {
    let start = RunStarted(version: "1", seed: 1, planDigest: "d", startedAt: "", target: "", shard: Shard(index: 1, count: count))
    let log = RunLog(events: [RecordedEvent(sequence: 1, elapsedMicroseconds: 0, event: .runStarted(start))])
    #expect(throws: GateError.self) { try LogMerge().merge([log]) }
  }

  @Test("A shard that was killed or interrupted makes the whole inconclusive")
  func unfinished() async throws {
    var logs = try await shards(Self.passing, 2)
    logs[1].events.removeLast()
    #expect(RunSummary(try LogMerge().merge(logs)).verdict == .inconclusive)
    let run = TestRun(Self.passing)
    await run.control.interrupt("ended by SIGTERM")
    let merged = RunSummary(try LogMerge().merge([try await run()]))
    #expect(merged.verdict == .inconclusive)
    #expect(merged.interruption == "ended by SIGTERM")
  }
}
