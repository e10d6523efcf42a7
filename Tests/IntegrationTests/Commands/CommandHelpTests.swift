import Foundation
import Testing

struct CommandHelpTests {
  @Test(
    "Every command explains itself",
    arguments: [
      [], ["check"], ["prove"], ["requirements"], ["explain"], ["report"], ["report", "render"], ["report", "merge"], ["perf"],
      ["contract"],
      ["contract", "diff"], ["perf", "show"], ["perf", "record"], ["perf", "accept"], ["serve"],
    ])
  func help(command: [String]) async throws {
    let ending = try await GatehouseBinary.run(command + ["--help"])
    #expect(ending.exitCode == 0)
    #expect(ending.output.contains("USAGE: gatehouse" + command.map { " \($0)" }.joined()))
    #expect(ending.output.contains("OVERVIEW: "))
  }

  @Test("Shell completions are made and are accepted by the shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let ending = try await GatehouseBinary.run(["--generate-completion-script", shell])
    #expect(ending.exitCode == 0)
    #expect(ending.output.contains("fail-fast"))
    guard shell == "bash" else { return }
    let script = try folder.write("completion.bash", ending.output)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-n", script]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("Every check explains itself, and an unknown one is refused")
  func explain() async throws {
    let list = try await GatehouseBinary.run(["explain"])
    #expect(list.exitCode == 0)
    let ids = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(ids.contains("guard/unpinned-image"))
    let one = try await GatehouseBinary.run(["explain", "guard/unpinned-image"])
    #expect(one.output.contains("What to do: "))
    #expect(try await GatehouseBinary.run(["explain", "guard/no-such-check"]).exitCode == 2)
  }

  @Test("The plan is printed without anything being started")
  func list() async throws {
    let ending = try await GatehouseBinary.run(["check", "--list"], environment: ["PATH": "/nonexistent"])
    #expect(ending.exitCode == 0, "\(ending.errors)")
    #expect(ending.output.contains("race/"))
  }

  @Test("The register prints every requirement")
  func requirements() async throws {
    let ending = try await GatehouseBinary.run(["requirements"])
    #expect(ending.exitCode == 0, "\(ending.errors)")
    #expect(ending.output.contains("227 requirements"))
  }
}
