import Foundation
import Testing

/// Scenario files that are wrong: one clear error, exit code 2, and nothing left running.
struct ScenarioInputTests {
  /// Runs the scenario gate of a folder with these files on a service that never answers.
  private func check(
    _ files: [String: String], dependencies: String = "{}", arguments: [String] = []
  ) async throws -> GatehouseBinary.Ending {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try FileManager.default.createDirectory(atPath: "\(folder.path)/scenarios", withIntermediateDirectories: true)
    for (name, text) in files { _ = try folder.write("scenarios/\(name)", text) }
    let mark = "33\(UInt32.random(in: 1000...9999))"
    let file = try folder.write(
      "gatehouse.yml",
      """
      service:
        command: [sleep, "\(mark)"]
        ready: {path: /, within: 1s}
        dependencies: \(dependencies)
      scenarios:
        folder: scenarios
      """)
    let ending = try await GatehouseBinary.run(
      ["check", "--gate", "scenario", "--config", file, "--reports", "\(folder.path)/reports"] + arguments, limit: .seconds(60))
    #expect(Processes.matching("sleep \(mark)").isEmpty)
    return ending
  }

  private static let head = "id: a\ntitle: Something holds\n"

  @Test(
    "What is wrong in a file is said once, with line and column and what was probably meant",
    arguments: [
      (["a.yaml": head + "steps: [\n"], "scenarios/a.yaml:4:1: not YAML", "Correct the YAML"),
      (["a.yaml": head + "steps:\n  - requst: GET /\n"], "scenarios/a.yaml:4:5", "Did you mean 'request'?"),
      (
        ["a.yaml": head + "steps:\n  - request: GET /\n    capture: {session: $.id}\n  - request: GET /${sesion}\n"],
        "scenarios/a.yaml:6:14", "Did you mean 'session'?"
      ),
      (
        [
          "a.yaml": head + "steps: [{use: b.yaml}]", "b.yaml": "fragment: b\nsteps: [{use: c.yaml}]",
          "c.yaml": "fragment: c\nsteps: [{use: b.yaml}]",
        ],
        "contains itself: scenarios/b.yaml -> scenarios/c.yaml -> scenarios/b.yaml", "Take one"
      ),
      (["a.yaml": head + "steps:\n  - cases: []\n    steps: [{request: GET /}]\n"], "scenarios/a.yaml:4:12", "Give 1 to 1000"),
      (["a.yaml": head + "steps:\n  - repeat: 0\n    steps: [{request: GET /}]\n"], "scenarios/a.yaml:4:13", "from 1 to 10000"),
      (["a.yaml": head + "steps:\n  - poll: 0s\n    until: {request: GET /}\n"], "scenarios/a.yaml:5:12", "Poll for at most"),
      (["a.yaml": head + "steps: []\n"], "scenarios/a.yaml:3:8", "Give 1 to 1000 steps"),
    ])
  func wrongFiles(files: [String: String], message: String, advice: String) async throws {
    let ending = try await check(files)
    let text = ending.errors + ending.output
    #expect(ending.exitCode == 2, "\(text)")
    #expect(text.contains(message), "\(text)")
    #expect(text.contains(advice), "\(text)")
  }

  @Test("A dependency that nobody listens at is named before the service is started")
  func unreachableDependency() async throws {
    let text =
      Self.head + "dependencies: [cache]\nsteps:\n  - fault: refuse\n    dependency: cache\n  - request: GET /\n    expect: {status: 503}\n"
    let ending = try await check(["a.yaml": text], dependencies: "{cache: \"127.0.0.1:1\"}")
    #expect(ending.exitCode == 2, "\(ending.errors)\(ending.output)")
    #expect((ending.errors + ending.output).contains("the dependency 'cache' at 127.0.0.1:1 cannot be reached: connection refused"))
  }

  @Test("A folder without scenarios is inconclusive and never passes")
  func emptyFolder() async throws {
    let ending = try await check([:])
    #expect(ending.exitCode == 3, "\(ending.errors)\(ending.output)")
  }

  @Test("A tag that no scenario has is refused")
  func unknownTag() async throws {
    let ending = try await check(["a.yaml": Self.head + "tags: [slow]\nsteps: [{request: GET /}]"], arguments: ["--tag", "slwo"])
    #expect(ending.exitCode == 2)
    #expect((ending.errors + ending.output).contains("has the tag 'slwo'"))
  }
}
