import GateKit
import Testing

@testable import StepLanguage

@Suite("Commands", .timeLimit(.minutes(1)))
struct RunStepTests {
  /// Answers by the program's name.
  private struct FakeProcesses: ProcessRunner {
    func run(_ command: [String], environment: [String: String], directory: String?, limit: Duration) async throws -> ProcessResult {
      switch command.first {
      case "slow": throw ProcessError.timedOut(command: "slow", limit: limit)
      case "missing": throw ProcessError.cannotStart(command: "missing", reason: "it is not there")
      case "broken": return ProcessResult(exitCode: 3, output: "half\n", errorOutput: "it broke\n")
      default:
        return ProcessResult(exitCode: 0, output: "{\"total\": 3, \"arguments\": \"\(command.joined(separator: " "))\"}\n", errorOutput: "")
      }
    }
  }

  @Test("exit code and outputs are judged and captured")
  func judges() async throws {
    let scope = try await Play.run(
      """
      - set: { id: 7 }
      - run: [report, --id, "${id}"]
        json: { $.total: 3, $.arguments: report --id 7 }
        errors: ""
        capture: { total: $.total, code: exit }
      - run: [broken]
        exit: { not: 0 }
        output: half
        errors: { contains: broke }
        capture: { word: { from: errors, matches: '^it (\\w+)' } }
      """, processes: FakeProcesses())
    #expect(scope.variables["total"] == 3)
    #expect(scope.variables["code"] == 0)
    #expect(scope.variables["word"] == "broke")
    #expect(scope.judged == 7)
  }

  @Test(
    "what is otherwise is a failure with the output",
    arguments: [
      ("[broken]", "exit code", "3"), ("[report]\n  exit: 1", "exit code", "0"), ("[report]\n  output: x", "output", "total"),
      ("[report]\n  json: {$.total: 4}", "$.total", "3"), ("[slow]\n  within: 2s", "the command", "killed with its group"),
      ("[report]\n  capture: {a: $.nothing}", "$.nothing", "nothing"),
    ])
  func failures(step: String, subject: String, found: String) async {
    let failure = await Play.failure("- run: \(step)", processes: FakeProcesses())
    #expect(failure?.subject == subject)
    #expect(failure?.found.contains(found) == true, "\(String(describing: failure))")
  }

  @Test("a program that is not there is an error; where no command may run, the step is an obstacle")
  func errors() async throws {
    #expect(await Play.error("- run: [missing]", processes: FakeProcesses())?.message.contains("cannot be started") == true)
    #expect(await Play.error("- run: [report]")?.message.contains("may not start commands") == true)
    #expect(throws: GateError.self) { try Play.steps("- run: []") }
    #expect(throws: GateError.self) { try Play.steps("- run: ls") }
  }
}
