import GateKit
import GateModel
import Testing

@testable import ScenarioGate

struct ScenarioTests {
  private let minimal = """
    id: one
    title: One thing
    requirements: [S1-M3]
    defects: [policy.engine-down-allows]
    dependencies: [database]
    deadline: 5s
    setup:
      - fault: latency
        dependency: database
        delay: 1s
    steps:
      - request: GET /
      - heal: database
    """

  private func error(_ text: String) -> GateError? {
    do {
      _ = try Scenario(text: text, path: "s.yaml")
      return nil
    } catch {
      return error as? GateError
    }
  }

  @Test("a scenario says what it proves, what it disturbs and where it stands")
  func reads() throws {
    let scenario = try Scenario(text: minimal, path: "s.yaml")
    #expect(scenario.id == "one")
    #expect(scenario.requirements == ["S1-M3"])
    #expect(scenario.defects == ["policy.engine-down-allows"])
    #expect(scenario.dependencies == ["database"])
    #expect(scenario.deadline == .seconds(5))
    #expect(scenario.setup.map(\.title) == ["latency on database"])
    #expect(scenario.steps.map(\.title) == ["GET /", "heal database"])
    #expect(scenario.location.line == 1)
  }

  @Test(
    "what is wrong in a file is said with its line and column",
    arguments: [
      ("  - heal: database", "  - heal: databas", "s.yaml:13:5", "Did you mean 'database'?"),
      ("fault: latency", "fault: latncy", "s.yaml:8:12", "Did you mean 'latency'?"),
      ("delay: 1s", "delya: 1s", "s.yaml:8:5", "Add 'delay'"),
      ("id: one", "id: One", "s.yaml:1:5", "lower-case"),
      ("title: One thing", "titel: One thing", "s.yaml:1:1", "Add 'title'"),
      ("dependencies: [database]\n", "", "s.yaml:7:5", "dependencies: [database]"),
      ("deadline: 5s", "deadlin: 5s", "s.yaml:6:1", "Did you mean 'deadline'?"),
      ("delay: 1s", "delay: soon", "s.yaml:10:12", "250ms"),
      ("delay: 1s", "delay: 1s\n    direction: up", "s.yaml:11:16", "to-dependency"),
      ("delay: 1s", "delay: 1s\n    first: 3\n    connections: existing", "s.yaml:8:12", "table of faults"),
      ("delay: 1s", "delay: 1s\n    after: { conections: 3 }", "s.yaml:11:14", "Did you mean 'connections'?"),
      ("delay: 1s", "delay: 1s\n    until: { bytes: 0 }", "s.yaml:11:21", "from 1 to"),
      ("delay: 1s", "delay: 1s\n    bytes: 3", "s.yaml:11:5", "Use one of"),
      ("fault: latency", "fault: dribble", "s.yaml:8:5", "Add 'gap'"),
      ("- heal: database", "- process: { service: stopp }", "s.yaml:13:25", "Did you mean 'stop'?"),
      ("- heal: database", "- process: { service: stop }\n    delay: 1s", "s.yaml:14:12", "start and restart"),
      ("- heal: database", "- process: { a: stop, b: stop }", "s.yaml:13:14", "Give one"),
      ("steps:\n", "steps: []\nteardown:\n", "s.yaml:11:8", "1 to 1000"),
    ])
  func wrong(part: String, replacement: String, place: String, advice: String) {
    let found = error(minimal.replacing(part, with: replacement))
    #expect(found?.location.map { "\($0)" } == place, "\(String(describing: found))")
    #expect(found?.remedy.contains(advice) == true, "\(String(describing: found))")
  }
}
