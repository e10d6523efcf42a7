import FaultProxy
import GateKit
import GateModel
import Testing

@testable import ScenarioGate

@Suite(.timeLimit(.minutes(1)))
struct ScenarioGateTests {
  private static let good = """
    id: store-down
    title: Without its store the service says so
    requirements: [S1-M3]
    dependencies: [store]
    options: { mode: quick }
    steps:
      - request: GET /
        expect: { status: 200 }
      - fault: down
        dependency: store
      - name: it says so
        request: GET /
        expect:
          status: 503
      - heal: store
      - request: GET /
        expect: { status: 200 }
    """

  private struct Result {
    var outcome: CaseOutcome?
    var findings: [Finding]
    var launcher: FakeLauncher
  }

  private func run(
    _ text: String, launcher: FakeLauncher = FakeLauncher(), proxy: ProxyStarter? = nil
  ) async throws -> Result {
    defer { launcher.stop() }
    let files = MemoryFileTree(["contracts/scenarios/a.yaml": text, "contracts/scenarios/notes.txt": "no scenario"])
    let environment = RunEnvironment(seed: RootSeed(1), today: "2030-01-01", files: files, targets: launcher, workers: 2)
    let gate = proxy.map { ScenarioGate(settings: ScenarioSettings(), startProxy: $0) } ?? ScenarioGate()
    guard case .run(let cases) = try await gate.plan(in: environment) else { return Result(findings: [], launcher: launcher) }
    let recorder = MemoryRecorder(gate: gate.id)
    try await gate.run(cases, in: environment, recorder: recorder)
    return Result(outcome: await recorder.outcomes.values.first, findings: await recorder.findings, launcher: launcher)
  }

  @Test("a service that fails as the scenario says passes, behind a proxy, and is stopped")
  func passes() async throws {
    let result = try await run(Self.good)
    #expect(result.outcome == .passed)
    #expect(result.findings.isEmpty)
    #expect(result.launcher.running.withLock { $0 } == 0)
    let request = result.launcher.requests.withLock { $0.first }
    #expect(request?.label == "scenario store-down")
    #expect(request?.options == ["mode": "quick"])
    #expect(request?.dependencies["store"]?.port != nil)
  }

  @Test("the plan names each scenario, with its requirements and its place")
  func plans() async throws {
    let files = MemoryFileTree(["contracts/scenarios/a.yaml": Self.good])
    let environment = RunEnvironment(seed: RootSeed(1), today: "2030-01-01", files: files, targets: NoTarget())
    guard case .run(let cases) = try await ScenarioGate().plan(in: environment) else {
      Issue.record("nothing planned")
      return
    }
    #expect(cases.map(\.id) == ["scenario/store-down"])
    #expect(cases.first?.requirements == ["S1-M3"])
    #expect(cases.first?.location?.path == "contracts/scenarios/a.yaml")
  }

  @Test("a service that does not fail as it must is a finding at the line of the step")
  func fails() async throws {
    let result = try await run(Self.good, launcher: FakeLauncher(ignoresDependency: true))
    #expect(result.outcome == .failed)
    let finding = try #require(result.findings.first)
    #expect(finding.message.contains("it says so: status must be 503, and is 200"))
    #expect(finding.location.map { "\($0)" } == "contracts/scenarios/a.yaml:14:7")
    #expect(finding.requirements == ["S1-M3"])
    #expect(finding.evidence.contains { $0.text.contains("curl") })
    #expect(result.launcher.running.withLock { $0 } == 0)
  }

  @Test("a proxy that passes everything makes an error of a scenario whose steps all hold")
  func passingProxy() async throws {
    let text = Self.good.replacing("status: 503", with: "status: 200")
    let result = try await run(text) { host, port in
      try await PassingProxy.start(host: host, port: port)
    }
    #expect(result.outcome?.name == "errored")
    #expect(result.outcome?.reason?.contains("touched nothing") == true)
    #expect(result.outcome?.reason?.contains("contracts/scenarios/a.yaml:9:") == true)
  }

  @Test("a fault that nothing met is an error, also where nobody heals it", arguments: ["\n  - heal: store", ""])
  func toothless(healing: String) async throws {
    let text = """
      id: toothless
      title: A fault without a request
      dependencies: [store]
      steps:
        - request: GET /
          expect: { status: 200 }
        - fault: blackhole
          dependency: store
      """
    let result = try await run(text + healing)
    #expect(result.outcome?.reason?.contains("'blackhole' on 'store' touched nothing") == true)
    #expect(result.launcher.running.withLock { $0 } == 0)
  }

  @Test("a scenario whose conditions were never reached is inconclusive")
  func unjudged() async throws {
    let result = try await run("id: idle\ntitle: Nothing is asked\nsteps:\n  - set: { a: 1 }")
    #expect(result.outcome?.name == "inconclusive")
  }

  @Test("teardown runs after a failure, with faults healed")
  func teardown() async throws {
    let result = try await run(
      """
      id: torn
      title: Something fails
      dependencies: [store]
      steps:
        - fault: down
          dependency: store
        - request: GET /
          expect: { status: 200 }
      teardown:
        - request: GET /
          expect: { status: 200 }
      """)
    #expect(result.outcome == .failed)
    #expect(result.findings.first?.evidence.contains { $0.title == "faults" } == true)
  }

  @Test("what the target cannot do skips the scenario with the reason")
  func skipped() async throws {
    let result = try await run("id: timed\ntitle: Time passes\nsteps:\n  - advance: 1s\n  - request: GET /")
    #expect(result.outcome == .skipped(reason: "the target's clock cannot be moved"))
  }

  @Test("an unknown dependency and a target that does not start are errors, and nothing is left running")
  func errors() async throws {
    let unknown = try await run(Self.good.replacing("store", with: "cache"))
    #expect(unknown.outcome?.reason?.contains("no dependency 'cache'") == true)
    let dead = try await run(Self.good, launcher: FakeLauncher(fails: true))
    #expect(dead.outcome?.reason?.contains("does not start") == true)
  }

  @Test("an empty folder plans nothing, which the engine calls inconclusive; a missing one is an error")
  func empty() async throws {
    func plan(_ files: [String: String]) async throws -> GatePlan {
      let environment = RunEnvironment(seed: RootSeed(1), today: "2030-01-01", files: MemoryFileTree(files), targets: NoTarget())
      return try await ScenarioGate().plan(in: environment)
    }
    guard case .run(let cases) = try await plan(["contracts/scenarios/readme.md": ""]) else {
      Issue.record("skipped")
      return
    }
    #expect(cases.isEmpty)
    let twice = await #expect(throws: GateError.self) {
      try await plan(["contracts/scenarios/a.yaml": Self.good, "contracts/scenarios/b.yaml": Self.good])
    }
    #expect(twice?.location?.path == "contracts/scenarios/b.yaml")
  }
}
