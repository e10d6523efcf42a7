import ArgumentParser
import Foundation
import GateEngine
import GateKit
import GateModel
import GuardGate

/// `gatehouse guard`.
struct GuardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guard", abstract: "Run the rules on a repository's files, without a service.",
    discussion: """
      Looks at the folder PATH, by default the current one, with the section 'guard' of its gatehouse.yml where there is one. \
      Nothing is started and no registry is asked; rules that need a database are skipped. With --fix what has a mechanical \
      remedy is written into the files, and the rules are run again on what is left; nothing that is suppressed is changed.

      Exit code: 0 passed, 1 failed, 2 errored, 3 inconclusive.
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "path"))
  var path = "."

  @Option(help: ArgumentHelp("Run only rules whose id or requirement matches; '*' stands for any text; repeatable.", valueName: "pattern"))
  var only: [String] = []

  @OptionGroup var output: ReportOptions

  @Option(
    name: .customLong("changed-since"),
    help: ArgumentHelp("Report only what stands on lines that changed since this commit.", valueName: "ref"))
  var changedSince: String?

  @Flag(help: "Write what has a mechanical remedy into the files, then look again.")
  var fix = false

  func run() async throws {
    try await Command.run {
      let file = try GatehouseFile.repository(path)
      let fixes = FixList()
      let code = try await inspect(file, fixes)
      // Only a run that came to its end says what is to be fixed.
      guard fix, code == 1 else { return code }
      let log = try RunLog(jsonLines: try DiskFileTree(root: output.reports).read("run.jsonl"))
      let findings = RunSummary(log).findings.map(\.finding).filter(\.failsRun)
      let changed = try FixWriter(root: file.root).write(await fixes.fixes, for: findings)
      guard !changed.isEmpty else {
        Console.print("Nothing was fixed: no finding has a mechanical remedy.")
        return code
      }
      for (path, count) in changed { Console.print("fixed \(count) in \(path)") }
      return try await inspect(file, FixList())
    }
  }

  private func inspect(_ file: GatehouseFile, _ fixes: FixList) async throws -> Int32 {
    let control = RunControl(failsFast: false)
    let run = CheckRun(
      file: file, selection: Selection(gates: [GateID("guard")], only: only), seed: RootSeed(1), databaseURL: nil,
      reports: output.reports, defects: [], changedSince: changedSince)
    return try await Interruptible.run(control) {
      try await run.run([GuardGate(settings: try GuardSettings(section: file.sections["guard"]), fixes: fixes)], control: control)
    }
  }
}
