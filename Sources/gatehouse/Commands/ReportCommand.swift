import ArgumentParser
import Foundation
import GateEngine
import GateModel
import GateReporters

/// `gatehouse report`.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Make reports from logs of runs.", subcommands: [RenderCommand.self, MergeCommand.self])
}

/// `gatehouse report render`.
struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "render", abstract: "Make every format again from a run's log.")

  @Argument(help: ArgumentHelp("The log: run.jsonl.", valueName: "log"))
  var log: String

  @Option(help: ArgumentHelp("Only this format; repeatable: \(ReporterRegistry.names.joined(separator: ", ")).", valueName: "name"))
  var format: [String] = []

  @OptionGroup var output: ReportOptions

  func run() async throws {
    try await Command.run {
      for name in format where !ReporterRegistry.names.contains(name) {
        throw CommandError("there is no format '\(name)'", remedy: "The formats are: \(ReporterRegistry.names.joined(separator: ", "))")
      }
      let run = ReportedRun(try LogFiles.read(log))
      try await LogFiles.render(run, to: output.reports, formats: format.isEmpty ? nil : format)
      return run.verdict.exitCode
    }
  }
}

/// `gatehouse report merge`.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join the logs of the shards of one run, and make every format of the whole.")

  @Argument(help: ArgumentHelp("The logs of the shards.", valueName: "logs"))
  var logs: [String]

  @OptionGroup var output: ReportOptions

  func run() async throws {
    try await Command.run {
      let merged = try LogMerge().merge(try logs.map { try LogFiles.read($0) })
      try FileManager.default.createDirectory(atPath: output.reports, withIntermediateDirectories: true)
      try Data(try merged.jsonLines()).write(to: URL(fileURLWithPath: "\(output.reports)/run.jsonl"))
      let run = ReportedRun(merged)
      try await LogFiles.render(run, to: output.reports, formats: nil)
      for line in VerdictTable(colour: Console.hasColour).lines(run) { Console.print(line) }
      return run.verdict.exitCode
    }
  }
}

/// Logs on disk.
enum LogFiles {
  static func read(_ path: String) throws -> RunLog {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("the log '\(path)' cannot be read", remedy: "Check the path")
    }
    do {
      return try RunLog(jsonLines: Array(data))
    } catch let error as RunLogError {
      throw CommandError("'\(path)': \(error)", remedy: "Use a log that this version wrote")
    }
  }

  static func render(_ run: ReportedRun, to folder: String, formats: [String]?) async throws {
    let gates = try Gates.all(.builtIn(root: FileManager.default.currentDirectoryPath))
    try await ReportWriter(folder: folder, catalog: Gates.catalog(gates)).write(run, formats: formats)
  }
}
