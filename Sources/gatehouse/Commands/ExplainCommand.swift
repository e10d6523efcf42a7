import ArgumentParser
import Foundation
import GateModel

/// `gatehouse explain`.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say what a check looks for, why, and what to do about its findings.")

  @Argument(help: ArgumentHelp("The id of a check, such as guard/unpinned-image; without one all ids are printed.", valueName: "id"))
  var id: String?

  func run() async throws {
    try await Command.run {
      let checks = Gates.checks(try Gates.all(.builtIn(root: FileManager.default.currentDirectoryPath)))
      guard let id else {
        for check in checks { Console.print("\(check.id.rawValue.padding(toLength: 36, withPad: " ", startingAt: 0)) \(check.title)") }
        return 0
      }
      guard let check = checks.first(where: { $0.id.rawValue == id }) else {
        throw CommandError("there is no check '\(id)'", remedy: "'gatehouse explain' prints all ids")
      }
      Console.print("\(check.id): \(check.title) (\(check.severity.rawValue))\n\nWhy: \(check.rationale)\nWhat to do: \(check.remedy)")
      if !check.requirements.isEmpty { Console.print("Requirements: \(check.requirements.map(\.rawValue).joined(separator: ", "))") }
      return 0
    }
  }
}
