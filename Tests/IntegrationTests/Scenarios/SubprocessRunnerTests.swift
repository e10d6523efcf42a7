import Foundation
import GateKit
import Testing

@testable import gatehouse

@Suite(.timeLimit(.minutes(1)))
struct SubprocessRunnerTests {
  private let runner = SubprocessRunner(root: "/tmp", outputLimit: 10_000)

  /// A process that was killed needs a moment to go.
  private func isGone(_ text: String) async throws -> Bool {
    for _ in 0..<500 where !Processes.matching(text).isEmpty { try await ContinuousClock().sleep(for: .milliseconds(10)) }
    return Processes.matching(text).isEmpty
  }

  @Test("Exit code, both outputs, the folder and the environment are those of the command")
  func result() async throws {
    let result = try await runner.run(
      ["sh", "-c", "pwd; echo $MODE >&2; exit 7"], environment: ["MODE": "quick"], directory: nil, limit: .seconds(30))
    #expect(result == ProcessResult(exitCode: 7, output: "/tmp\n", errorOutput: "quick\n"))
  }

  @Test("At its deadline a command is killed with what it started")
  func deadline() async throws {
    let mark = "34\(UInt32.random(in: 1000...9999))"
    await #expect(throws: ProcessError.self) {
      try await runner.run(
        ["sh", "-c", "sleep \(mark) & sleep \(mark)"], environment: [:], directory: nil, limit: .milliseconds(500))
    }
    #expect(try await isGone("sleep \(mark)"))
  }

  @Test("What a command leaves behind is gone when it has ended")
  func leftovers() async throws {
    let mark = "35\(UInt32.random(in: 1000...9999))"
    let result = try await runner.run(
      ["sh", "-c", "sleep \(mark) > /dev/null 2>&1 & echo done"], environment: [:], directory: nil, limit: .seconds(30))
    #expect(result.output == "done\n")
    #expect(try await isGone("sleep \(mark)"))
  }

  @Test("A command that writes without end, and one that is not there, are errors")
  func errors() async {
    let endless = await #expect(throws: ProcessError.self) {
      try await runner.run(["yes"], environment: [:], directory: nil, limit: .seconds(30))
    }
    #expect(endless == .tooMuchOutput(command: "yes", limit: 10_000))
    let missing = await #expect(throws: ProcessError.self) {
      try await runner.run(["no-such-program-here"], environment: [:], directory: nil, limit: .seconds(30))
    }
    guard case .cannotStart(command: "no-such-program-here", _)? = missing else {
      Issue.record("\(String(describing: missing))")
      return
    }
  }
}
