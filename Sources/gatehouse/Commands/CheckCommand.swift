import ArgumentParser
import Foundation
import GateEngine
import GateKit
import GateModel
import SeededDefects

/// `gatehouse check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run the gates and give a verdict.",
    discussion: """
      With a gatehouse.yml in the current folder, or another file by --config FILE, the service that the file describes is started and \
      gated. Without one it is the built-in reference service, in this process, on a PostgreSQL server of its own.

      Exit code: 0 passed, 1 failed, 2 errored, 3 inconclusive.
      """)

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var output: ReportOptions

  @Flag(name: .customLong("fail-fast"), help: "Stop at the first case that fails.")
  var failFast = false

  @Option(help: ArgumentHelp("Run this many cases at the same time; by default as many as the machine has cores.", valueName: "number"))
  var workers: Int?

  @Option(
    name: .customLong("changed-since"),
    help: ArgumentHelp(
      "Exercise only the operations that the document's change since this commit reaches; the others are skipped and named.",
      valueName: "ref"))
  var changedSince: String?

  @Option(help: ArgumentHelp("Use this PostgreSQL server, in schemas of its own.", valueName: "url"))
  var database: String?

  @Option(
    name: .customLong("defect"), help: ArgumentHelp("Switch a seeded defect of the reference service on; repeatable.", valueName: "id"))
  var defects: [String] = []

  @Flag(help: "Print the cases that would run, and run none.")
  var list = false

  func run() async throws {
    try await Command.run {
      let file = try selection.file()
      let seeded = try defects.map { try DefectOption.find($0, file: file) }
      if list {
        try await ListRun(file: file, selection: try selection.selection(), defects: seeded).run()
        return 0
      }
      if let workers, !(1...256).contains(workers) {
        throw CommandError("--workers is \(workers)", remedy: "Give a number from 1 to 256")
      }
      let control = RunControl(failsFast: failFast)
      let run = CheckRun(
        file: file, selection: try selection.selection(), seed: selection.rootSeed(file), databaseURL: database,
        reports: output.reports, defects: seeded, workers: workers, changedSince: changedSince)
      return try await Interruptible.run(control) { try await run.run(control: control) }
    }
  }
}

/// Which cases, and with which seed.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration of the service to gate; by default gatehouse.yml of the current folder, where there is one.", valueName: "file"))
  var config: String?

  @Option(name: .customLong("gate"), help: ArgumentHelp("Run only this gate; repeatable.", valueName: "id"))
  var gates: [String] = []

  @Option(
    help: ArgumentHelp(
      "Run only cases whose id, check, requirement or claimed defect matches; '*' stands for any text; repeatable.", valueName: "pattern"))
  var only: [String] = []

  @Option(name: .customLong("tag"), help: ArgumentHelp("Run only scenarios that have this tag; repeatable.", valueName: "name"))
  var tags: [String] = []

  @Option(name: .customLong("without-tag"), help: ArgumentHelp("Leave out scenarios that have this tag; repeatable.", valueName: "name"))
  var withoutTags: [String] = []

  @Option(help: ArgumentHelp("The root seed; printed at the start of each run.", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Run part i of n of the plan; read from the CI's variables where it is not given.", valueName: "i/n"))
  var shard: String?

  func file() throws -> GatehouseFile { try GatehouseFile.find(config) }

  func selection() throws -> Selection {
    Selection(
      gates: gates.map { GateID($0) }, only: only, tags: tags, withoutTags: withoutTags,
      shard: try ShardOption.parse(shard, environment: ProcessInfo.processInfo.environment))
  }

  func rootSeed(_ file: GatehouseFile) -> RootSeed { RootSeed(seed ?? file.seed ?? UInt64.random(in: 1...0xFFFF_FFFF)) }
}

struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder for the log and the reports.", valueName: "folder"))
  var reports = "reports"
}

enum DefectOption {
  /// - Throws: ``CommandError`` for a name that is not in the catalog, or a service that is not ours.
  static func find(_ id: String, file: GatehouseFile) throws -> SeededDefect {
    guard file.service == nil else {
      throw CommandError(
        "--defect works on the reference service only", remedy: "Leave --config out, in a folder without a \(GatehouseFile.standardName)")
    }
    guard let defect = DefectCatalog.named(id) else {
      throw CommandError("there is no seeded defect '\(id)'", remedy: "'gatehouse prove --list' prints them")
    }
    return defect
  }
}
