import GateEngine
import GateModel
import Testing

@Suite struct EventLogTests {
  actor MemorySink: EventSink {
    private(set) var events: [RecordedEvent] = []
    private let breaksAt: Int

    init(breaksAt: Int = .max) { self.breaksAt = breaksAt }

    func record(_ event: RecordedEvent) async throws {
      // Lets others come between, as a slow disk would.
      for _ in 0..<event.sequence % 3 { await Task.yield() }
      events.append(event)
      if event.sequence >= breaksAt { throw Full() }
    }
  }

  struct Full: Error, CustomStringConvertible { var description: String { "no space left" } }

  @Test("Every sink gets every event of a run, as it is in the log")
  func sinks() async throws {
    let sinks = [MemorySink(), MemorySink()]
    var run = TestRun([ScriptedGate("a", passing: 3)])
    run.sinks = sinks
    let log = try await run()
    for sink in sinks { #expect(await sink.events == log.events) }
  }

  @Test("A sink that fails is told nothing more; the other one hears of it, and the run is errored")
  func brokenSink() async throws {
    let (broken, whole) = (MemorySink(breaksAt: 3), MemorySink())
    var run = TestRun([ScriptedGate("a", passing: 3)])
    run.sinks = [broken, whole]
    let log = try await run()
    #expect(await broken.events.count == 3)
    #expect(await whole.events == log.events)
    #expect(log.outline[3] == "operational-error")
    #expect(RunSummary(log).verdict == .errored)
    #expect(RunSummary(log).operationalErrors.first?.message.contains("no space left") == true)
    #expect(log.isWellFormed)
  }

  @Test("When all sinks fail the run still ends, with one error for each")
  func allBroken() async throws {
    var run = TestRun([ScriptedGate("a", passing: 1)])
    run.sinks = [MemorySink(breaksAt: 1), MemorySink(breaksAt: 1), MemorySink(breaksAt: 2)]
    let log = try await run()
    #expect(RunSummary(log).operationalErrors.count == 3)
    #expect(log.isWellFormed)
  }

  @Test("A sink that fails at the very end makes the run errored, and the log still ends with one end")
  func brokenAtTheEnd() async throws {
    let whole = try await TestRun([ScriptedGate("a", passing: 1)])()
    var run = TestRun([ScriptedGate("a", passing: 1)])
    run.sinks = [MemorySink(breaksAt: whole.events.count)]
    let log = try await run()
    #expect(RunSummary(log).verdict == .errored)
    #expect(Array(log.outline.suffix(2)) == ["operational-error", "run-finished errored"])
    #expect(log.isWellFormed)
  }

  @Test("Events that come at the same time reach each sink in the order of their numbers")
  func concurrent() async throws {
    let sinks = [MemorySink(), MemorySink()]
    let log = EventLog(sinks: sinks, clock: ContinuousClock())
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<200 { group.addTask { await log.append(.stepFinished(StepFinished(gate: GateID("g\(index)")))) } }
    }
    for sink in sinks { #expect(await sink.events.map(\.sequence) == Array(1...200)) }
    #expect(await log.log.events == sinks[0].events)
  }
}
