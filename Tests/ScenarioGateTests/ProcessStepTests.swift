import GateKit
import GateModel
import Testing

@testable import ScenarioGate

/// Process faults prove that they bit, too.
@Suite(.timeLimit(.minutes(1)))
struct ProcessStepTests {
  private func run(_ steps: String, _ process: FakeProcess? = FakeProcess()) async throws -> GateRun {
    let text = "id: p\ntitle: A process\nsteps:\n  - request: GET /\n    expect: { status: 200 }\n" + steps
    return try await GateRun(text, launcher: FakeLauncher(process: process))
  }

  @Test(
    "a process that does as it is told lets the scenario pass",
    arguments: [
      "  - process: { service: stop }\n  - process: { service: continue }",
      "  - process: { service: stop }",
      "  - process: { service: kill }\n  - process: { service: start }",
      "  - process: { service: restart }",
      "  - process: { service: end }\n  - process: { service: start }\n    delay: 1s",
      "  - process: { service: stop }\n  - process: { service: kill }",
    ])
  func passes(steps: String) async throws {
    let run = try await run(steps)
    #expect(run.outcome == .passed, "\(String(describing: run.outcome))")
    #expect(run.measurements.contains { $0.name.hasPrefix("process.service.") && $0.value > 0 })
  }

  @Test(
    "what did not happen to the process, or met nothing, is an error",
    arguments: [
      (FakeProcess.Trait.immune, "  - process: { service: stop }", "goes on although it was stopped"),
      (.immune, "  - process: { service: kill }", "was killed and is still there"),
      (.immune, "  - process: { service: end }", "was ended in order and is still there"),
      (.idle, "  - process: { service: stop }\n  - process: { service: continue }", "nothing came for 'service'"),
      (.idle, "  - process: { service: stop }", "nothing came for 'service'"),
      (.lazy, "  - process: { service: restart }\n    delay: 1s", "had not come when the steps ended"),
      (.honest, "  - process: { service: start }", "still runs"),
      (.honest, "  - process: { service: continue }", "was not stopped"),
      (.honest, "  - process: { servce: stop }", "Did you mean 'service'?"),
    ])
  func errors(trait: FakeProcess.Trait, steps: String, reason: String) async throws {
    let run = try await run(steps, FakeProcess(trait))
    #expect(run.outcome?.name == "errored")
    #expect(run.outcome?.reason?.contains(reason) == true, "\(String(describing: run.outcome))")
    #expect(run.outcome?.reason?.contains("contracts/scenarios/a.yaml:6:") == true)
  }

  @Test("without a process of the harness's own the scenario is skipped, and nothing is signalled")
  func skipped() async throws {
    let run = try await run("  - process: { service: kill }", nil)
    #expect(run.outcome == .skipped(reason: "the harness started no process that could be stopped or killed"))
  }
}
