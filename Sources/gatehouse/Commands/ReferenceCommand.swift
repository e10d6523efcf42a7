import ArgumentParser
import Foundation
import GateKit

/// `gatehouse reference`.
struct ReferenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the reference of commands and checks as Markdown.",
    discussion: "Sources/gatehouse/Documentation.docc/Reference.md holds it; a test fails when that is stale.")

  func run() async throws {
    try await Command.run {
      Console.write(try Reference.text())
      return 0
    }
  }
}

/// The generated reference.
enum Reference {
  static func text() throws -> String {
    let gates = try Gates.all(.builtIn(root: FileManager.default.currentDirectoryPath))
    var text = """
      # Reference

      Made by `gatehouse reference`; do not edit it by hand.

      ## Commands


      """
    for command in commands {
      text += "### gatehouse \(command.name)\n\n```\n\(Gatehouse.helpMessage(for: command.type, columns: 100))\n```\n\n"
    }
    text += "## Checks\n\n"
    for gate in gates {
      text += "### \(gate.id)\n\nProves that \(gate.summary).\n\n"
      for check in gate.checks { text += section(check) }
    }
    text += "### suppressions\n\nJudges the file of accepted findings after the gates.\n\n"
    for check in Gates.engineChecks { text += section(check) }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private static func section(_ check: CheckDescriptor) -> String {
    let requirements = check.requirements.isEmpty ? "" : " Requirements: \(check.requirements.map(\.rawValue).joined(separator: ", "))."
    return """
      #### \(check.id)

      \(check.title) (\(check.severity.rawValue)). \(check.rationale)

      What to do: \(check.remedy).\(requirements)


      """
  }

  private static var commands: [(name: String, type: any ParsableCommand.Type)] {
    [
      ("check", CheckCommand.self), ("prove", ProveCommand.self), ("requirements", RequirementsCommand.self),
      ("explain", ExplainCommand.self), ("report render", RenderCommand.self), ("report merge", MergeCommand.self),
      ("perf compare", PerfCompareCommand.self), ("perf show", PerfShowCommand.self), ("perf record", PerfRecordCommand.self),
      ("perf accept", PerfAcceptCommand.self),
      ("contract diff", ContractDiffCommand.self), ("guard", GuardCommand.self), ("serve", ServeCommand.self),
      ("reference", ReferenceCommand.self),
    ]
  }
}
