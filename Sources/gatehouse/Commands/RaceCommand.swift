import ArgumentParser
import Foundation
import Linearizability

/// `gatehouse race`.
struct RaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "race", abstract: "Work with races and recorded histories.",
    subcommands: [RaceCheckCommand.self, RaceReplayCommand.self, RacePowerCommand.self])
}

/// `gatehouse race check`.
struct RaceCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Judge a recorded history: is there an order of its operations that the object allows?",
    discussion: """
      The history is JSON Lines (contracts/schemas/history.schema.json), EDN of Jepsen (one map a line, or one vector), or a \
      log of Jepsen. An operation of unknown outcome may take effect at any later time, or never; a failed one never does.

      The models: \
      \(ObjectModel.allCases.map { "\($0.rawValue) (\($0.operations.joined(separator: ", ")))" }.joined(separator: "; ")).

      The exit code is 0 when the history is linearizable, 1 when it is not, 3 when that could not be found out within the \
      limits, and 2 when the file is no history.
      """)

  @Option(help: ArgumentHelp("What the object is: \(ObjectModel.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var model: String

  @Argument(help: ArgumentHelp("The history; - for standard input.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("The state at the beginning, as JSON or EDN, for example 0, '[1, 2]' or '{\"a\": 10}'.", valueName: "value"))
  var initial: String?

  @Option(
    help: ArgumentHelp(
      "How the history is written: \(HistoryFormat.allCases.map(\.rawValue).joined(separator: ", ")); found out by default.",
      valueName: "name"))
  var format: String?

  @Flag(help: "Values are pairs of a key and a value, as Jepsen's independent writes them.")
  var keyed = false

  @Option(help: ArgumentHelp("Seconds until it is given up.", valueName: "seconds"))
  var timeLimit: Double = 300

  @Option(help: ArgumentHelp("Megabytes that the search may remember.", valueName: "megabytes"))
  var memoryLimit = 256

  @Option(help: ArgumentHelp("Keys that are checked at the same time.", valueName: "count"))
  var jobs: Int = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Flag(help: "Print the report as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Draw the timeline into this file.", valueName: "file"))
  var html: String?

  func run() async throws {
    try await Command.run {
      let check = try HistoryCheck(self)
      let report = try await check.report()
      if let html { try check.draw(report, to: html) }
      if json { Console.print(HistoryReportJSON(report).text) } else { for line in ReportText.lines(report) { Console.print(line) } }
      return switch report.verdict {
      case .linearizable: 0
      case .illegal: 1
      case .unknown: 3
      }
    }
  }
}
