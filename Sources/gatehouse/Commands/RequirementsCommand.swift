import ArgumentParser
import Foundation
import GateKit
import GateModel

/// `gatehouse requirements`.
struct RequirementsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requirements", abstract: "Print the requirements register: what is proved, by what.",
    discussion: "A requirement counts as proved only where the committed proof (baselines/proof.json) shows all its defects caught.")

  @Option(help: ArgumentHelp("Only this state: open, built or proved.", valueName: "state"))
  var state: RequirementState?

  @Option(help: ArgumentHelp("Only this capability.", valueName: "name"))
  var capability: String?

  @Flag(help: "With the text of each requirement.")
  var texts = false

  func run() async throws {
    try await Command.run {
      let files = RegisterFiles(files: DiskFileTree(root: FileManager.default.currentDirectoryPath))
      let register = try files.register()
      let proof = try files.proof()
      if let capability, !register.files.contains(where: { $0.capability == capability }) {
        throw CommandError("there is no capability '\(capability)'", remedy: "Leave --capability out to see them")
      }
      var doubtful = 0
      for file in register.files where capability == nil || file.capability == capability {
        let rows = file.requirements.filter { state == nil || $0.state == state }
        guard !rows.isEmpty else { continue }
        Console.print("\(file.capability): \(file.title)")
        for row in rows {
          let isDoubtful = row.state == .proved && proof?.proves(row) != true
          if isDoubtful { doubtful += 1 }
          let caught = proof?.rows.filter { $0.requirements.contains(row.id) }.flatMap(\.caughtBy) ?? []
          let by = Set(caught).sorted().map(\.rawValue).joined(separator: ", ")
          let state = isDoubtful ? "proved?" : row.state.rawValue
          Console.print(
            "  \(row.id.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0)) \(state.padding(toLength: 8, withPad: " ", startingAt: 0)) \(by)"
          )
          if texts { Console.print("    \(row.text)") }
        }
      }
      let counts = RequirementState.allCases.map { state in "\(register.requirements.count { $0.state == state }) \(state.rawValue)" }
      Console.print("\n\(register.requirements.count) requirements: \(counts.joined(separator: ", "))")
      guard doubtful == 0 else {
        Console.error("\(doubtful) requirement(s) say they are proved, and \(RegisterFiles.proofPath) does not show it")
        return 1
      }
      return 0
    }
  }
}

extension RequirementState: ExpressibleByArgument {}
