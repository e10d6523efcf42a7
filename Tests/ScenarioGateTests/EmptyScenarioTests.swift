import GateKit
import GateModel
import Synchronization
import Testing

@testable import ScenarioGate

/// Scenarios that would hold without having tried anything, and what is done after those that break.
@Suite(.timeLimit(.minutes(1)))
struct EmptyScenarioTests {
  /// Remembers commands; `fail` cannot be started.
  private final class FakeProcesses: ProcessRunner {
    let commands = Mutex<[String]>([])

    func run(_ command: [String], environment: [String: String], directory: String?, limit: Duration) async throws -> ProcessResult {
      let text = command.joined(separator: " ")
      commands.withLock { $0.append(text) }
      if text == "fail" { throw ProcessError.cannotStart(command: text, reason: "it is not there") }
      return ProcessResult(exitCode: 0, output: "", errorOutput: "")
    }
  }

  private let processes = FakeProcesses()

  private func outcome(_ steps: String) async throws -> CaseOutcome? {
    let launcher = FakeLauncher()
    defer { launcher.stop() }
    let files = MemoryFileTree(["contracts/scenarios/a.yaml": "id: a\ntitle: b\n\(steps)"])
    let environment = RunEnvironment(
      seed: RootSeed(1), today: "2030-01-01", files: files, targets: launcher, processes: processes, workers: 2)
    let gate = ScenarioGate()
    guard case .run(let cases) = try await gate.plan(in: environment) else { return nil }
    let recorder = MemoryRecorder(gate: gate.id)
    try await gate.run(cases, in: environment, recorder: recorder)
    #expect(launcher.running.withLock { $0 } == 0)
    return await recorder.outcomes.values.first
  }

  @Test(
    "what was never reached, or never judged, is inconclusive with its reason",
    arguments: [
      (
        "steps:\n  - request: GET /\n    expect: {status: 200}\n  - set: {a: 1}\n  - if: {a: 2}\n    then:\n      - request: GET /",
        "a.yaml:9:9"
      ),
      (
        "steps:\n  - request: GET /\n    expect: {status: 200}\n  - poll: 1s\n    until:\n      - request: GET /\n      - {set: {a: 1}}\n      - if: {a: 2}\n        then:\n          - request: GET /",
        "a.yaml:12:13"
      ),
      ("steps:\n  - set: {a: 1}", "no condition was judged"), ("steps:\n  - request: GET /", "no condition was judged"),
      ("setup:\n  - request: GET /\n    expect: {status: 200}\nsteps:\n  - request: GET /", "no condition was judged"),
      ("steps:\n  - request: GET /\nteardown:\n  - request: GET /\n    expect: {status: 200}", "no condition was judged"),
    ])
  func neverReached(steps: String, reason: String) async throws {
    let outcome = try await outcome(steps)
    #expect(outcome?.name == "inconclusive")
    #expect(outcome?.reason?.contains(reason) == true, "\(String(describing: outcome))")
  }

  @Test("a table whose rows were captured and are none is an error")
  func noRows() async throws {
    let outcome = try await outcome(
      "steps:\n  - set: {rows: []}\n  - cases: '${rows}'\n    steps: [{request: GET /, expect: {status: 200}}]")
    #expect(outcome?.name == "errored")
    #expect(outcome?.reason?.contains("nothing would be done") == true)
  }

  @Test(
    "the teardown is done after success, failure, an error and a passed deadline",
    arguments: [
      ("steps: [{request: GET /, expect: {status: 200}}]", "passed"), ("steps: [{request: GET /, expect: {status: 404}}]", "failed"),
      ("steps: [{run: [fail]}]", "errored"), ("setup: [{run: [fail]}]\nsteps: [{request: GET /}]", "errored"),
      ("deadline: 400ms\nsteps: [{log: {message: never}, within: 60s}]", "errored"),
    ])
  func teardown(steps: String, name: String) async throws {
    let outcome = try await outcome("\(steps)\nteardown:\n  - run: [clean, up]\n")
    #expect(outcome?.name == name, "\(String(describing: outcome))")
    #expect(processes.commands.withLock { $0.last } == "clean up")
  }

  @Test("tags choose; fragments are no scenarios, and are read for their errors")
  func tagsAndFragments() async throws {
    func plan(_ filter: TagFilter, _ more: [String: String] = [:]) async throws -> [CaseID] {
      var files = [
        "contracts/scenarios/a.yaml": "id: a\ntitle: t\ntags: [slow, store]\nsteps: [{request: GET /}]",
        "contracts/scenarios/b.yaml": "id: b\ntitle: t\ntags: [store]\nsteps: [{use: shared/c.yaml}]",
        "contracts/scenarios/shared/c.yaml": "fragment: c\nsteps: [{request: GET /}]",
      ]
      files.merge(more) { $1 }
      let environment = RunEnvironment(seed: RootSeed(1), today: "2030-01-01", files: MemoryFileTree(files), targets: NoTarget())
      guard case .run(let cases) = try await ScenarioGate(settings: ScenarioSettings(tags: filter)).plan(in: environment) else { return [] }
      return cases.map(\.id)
    }
    #expect(try await plan(TagFilter()) == ["scenario/a", "scenario/b"])
    #expect(try await plan(TagFilter(wanted: ["slow"])) == ["scenario/a"])
    #expect(try await plan(TagFilter(wanted: ["store"], unwanted: ["slow"])) == ["scenario/b"])
    await #expect(throws: GateError.self) { try await plan(TagFilter(wanted: ["quick"])) }
    await #expect(throws: GateError.self) {
      try await plan(TagFilter(), ["contracts/scenarios/d.yaml": "fragment: d\nsteps: [{requst: GET /}]"])
    }
  }
}
