import ArgumentParser
import Foundation
import GateModel
import GateReporters
import OpenAPI

/// `gatehouse contract`.
struct ContractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract", abstract: "Work with OpenAPI documents.", subcommands: [ContractDiffCommand.self])
}

/// `gatehouse contract diff`.
struct ContractDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Find what breaks clients between two versions of an OpenAPI document.",
    discussion: """
      A change is breaking when there is a request that was accepted and is refused now, or an answer that a client written \
      against BASE cannot read; the proof is printed with it. Another spelling of the same meaning is no change.

      The exit code is 0 without a breaking change, 1 with one, and 2 when a document cannot be read.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github, sarif }

  @Argument(help: ArgumentHelp("The older document: a file, or REF:path of this git repository.", valueName: "base"))
  var base: String

  @Argument(help: ArgumentHelp("The newer document: a file, or REF:path of this git repository.", valueName: "revision"))
  var revision: String

  @Option(help: ArgumentHelp("How to print: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var format: Format = .text

  @Flag(name: .shortAndLong, help: "Print compatible and undecided changes too.")
  var verbose = false

  @Option(help: ArgumentHelp("The day that x-sunset is held against, YYYY-MM-DD; today by default.", valueName: "day"))
  var today: String?

  func run() async throws {
    try await Command.run {
      let reader = DocumentReader()
      let old = try await reader.read(base)
      let new = try await reader.read(revision)
      let day = today ?? Day.today
      guard day.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil else {
        throw CommandError("--today '\(day)' is no day", remedy: "Write it as YYYY-MM-DD")
      }
      let report = ContractDiff(base: old, revision: new, changes: DocumentComparison(base: old, revision: new, today: day).changes())
      switch format {
      case .text: for line in report.lines(verbose: verbose) { Console.print(line) }
      case .json: Console.print(report.json())
      case .github: for line in GitHubAnnotationReporter().lines(report.run(verbose: verbose)) { Console.print(line) }
      case .sarif:
        for file in try SARIFReporter().render(report.run(verbose: true)) { Console.write(String(decoding: file.bytes, as: UTF8.self)) }
      }
      return report.isBreaking ? 1 : 0
    }
  }
}
