import GateEngine
import GateKit
import GateModel
import Testing

/// How a run ends before its plan does.
@Suite struct EngineEndingTests {
  /// A gate whose first case hangs, and that says when it has cleaned up.
  private func hanging(_ started: Flag, _ cleaned: Flag, deadline: Duration = .seconds(60)) -> ScriptedGate {
    var gate = ScriptedGate("a", passing: 2)
    gate.script = { cases, recorder in
      do {
        for planned in cases {
          try await recorder.run(planned, deadline: deadline) { _ in
            await started.raise()
            try await hang()
            return .passed
          }
        }
      } catch {
        await cleaned.raise()
        throw error
      }
    }
    return gate
  }

  @Test("A case that hangs is errored after its deadline, and the next one runs")
  func caseDeadline() async throws {
    let hanging = ScriptedGate.Case.case("a/1", deadline: .seconds(1)) { _ in
      try await hang()
      return .passed
    }
    var run = TestRun([ScriptedGate("a", [hanging, .case("a/2") { _ in .passed }])])
    run.clock = DeadlineClock(patience: .seconds(1))
    let summary = try await run.summary()
    #expect(summary.verdict == .errored)
    #expect(summary.outcome("a/1")?.reason?.contains("case 'a/1' took longer than its limit") == true)
    #expect(summary.outcome("a/2") == .passed)
  }

  @Test("A gate that hangs is cancelled after its deadline and cleans up, and the next gate runs")
  func gateDeadline() async throws {
    let (started, cleaned) = (Flag(), Flag())
    var run = TestRun([hanging(started, cleaned), ScriptedGate("b", passing: 1)])
    run.clock = DeadlineClock(patience: .seconds(5))
    run.gateDeadline = .seconds(4)
    let log = try await run()
    let summary = RunSummary(log)
    #expect(summary.verdict == .errored)
    #expect(summary.operationalErrors.contains { $0.gate == "a" && $0.message.contains("gate 'a' took longer than its limit") })
    #expect(await cleaned.isRaised)
    #expect(log.outline.contains("step-started b"))
    #expect(log.isWellFormed)
  }

  @Test("An interruption cancels what runs, which cleans up, starts nothing more, and the run is inconclusive", arguments: [false, true])
  func interruption(findsFirst: Bool) async throws {
    let (started, cleaned) = (Flag(), Flag())
    var gates = [hanging(started, cleaned), ScriptedGate("b", passing: 1)]
    if findsFirst { gates.insert(ScriptedGate("first", [.failing("first/1")]), at: 0) }
    let run = TestRun(gates)
    async let ending: RunLog = run()
    await started.wait()
    await run.control.interrupt("ended by SIGTERM")
    let log = try await ending
    #expect(await cleaned.isRaised)
    let summary = RunSummary(log)
    #expect(summary.verdict == .inconclusive)
    #expect(summary.interruption == "ended by SIGTERM")
    #expect(summary.operationalErrors == [])
    #expect(!log.outline.contains("step-started b"))
    #expect(log.outline.contains("step-finished a"))
    #expect(log.isWellFormed)
  }

  @Test("A run that is interrupted before it starts does nothing and is inconclusive")
  func interruptedBefore() async throws {
    let run = TestRun([ScriptedGate("a", passing: 1)])
    await run.control.interrupt("ended by SIGINT")
    await run.control.interrupt("again")
    let log = try await run()
    #expect(log.outline == ["run-started", "run-finished inconclusive"])
    #expect(RunSummary(log).interruption == "ended by SIGINT")
  }

  @Test("A run whose task is cancelled ends in order")
  func cancelledTask() async throws {
    let (started, cleaned) = (Flag(), Flag())
    let run = TestRun([hanging(started, cleaned)])
    let log = try await withThrowingTaskGroup(of: RunLog.self) { group in
      group.addTask { try await run() }
      await started.wait()
      group.cancelAll()
      return try await group.next()
    }
    #expect(await cleaned.isRaised)
    #expect(log?.isWellFormed == true)
    #expect(log.map { RunSummary($0).verdict } == .inconclusive)
  }

  @Test("With fail-fast the first failure ends the run, which is failed")
  func failFast() async throws {
    var run = TestRun([
      ScriptedGate("a", [.case("a/1") { _ in .passed }, .failing("a/2"), .case("a/3") { _ in .passed }]), ScriptedGate("b", passing: 1),
    ])
    run.control = RunControl(failsFast: true)
    let log = try await run()
    let summary = RunSummary(log)
    #expect(summary.verdict == .failed)
    #expect(summary.operationalErrors == [])
    #expect(summary.outcome("a/3") == nil)
    #expect(summary.steps.map(\.gate) == ["a"])
    #expect(log.isWellFormed)
  }

  @Test("Without fail-fast everything runs")
  func failSlow() async throws {
    let summary = try await TestRun([ScriptedGate("a", [.failing("a/1"), .failing("a/2")]), ScriptedGate("b", passing: 1)]).summary()
    #expect(summary.steps.flatMap(\.cases).allSatisfy { $0.outcome != nil })
    #expect(summary.verdict == .failed)
  }

  @Test("Everybody who waits for an interruption hears of it")
  func waiting() async throws {
    let control = RunControl()
    let started = Flag()
    var run = TestRun([hanging(started, Flag())])
    run.control = control
    async let ending: RunLog = run()
    await started.wait()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<3 { group.addTask { await control.waitForInterruption() } }
      group.addTask { await control.interrupt("now") }
    }
    await control.waitForInterruption()
    #expect(RunSummary(try await ending).interruption == "now")
  }
}
