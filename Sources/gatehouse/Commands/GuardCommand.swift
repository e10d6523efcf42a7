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
      Nothing is started and no registry is asked; rules that need a database are skipped.

      With --fix remedies are written into the files where nothing has to be decided: digests and commits that the \
      repository names elsewhere for the same tag, digests in capitals, numbers of documents, defaults of secrets in \
      Compose files and templates, switches that ignore a failure, and read permissions for workflows that only read. A \
      change is made only where the rules, run on the changed file, find less and nothing new. What is suppressed stays as \
      it is. Then the rules are run again. --dry-run prints the change as a diff and writes nothing.

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

  @Flag(help: "Write remedies into the files where nothing has to be decided, then look again.")
  var fix = false

  @Flag(name: .customLong("dry-run"), help: "With --fix: print the change as a diff, and write nothing.")
  var isDry = false

  func validate() throws {
    if isDry, !fix { throw ValidationError("--dry-run is for --fix; give both.") }
  }

  func run() async throws {
    try await Command.run {
      let file = try GatehouseFile.repository(path)
      let fixes = FixList()
      let code = try await inspect(file, fixes)
      // Only a run that came to its end says what is to be fixed.
      guard fix, code == 1 else { return code }
      let log = try RunLog(jsonLines: try DiskFileTree(root: output.reports).read("run.jsonl"))
      let findings = RunSummary(log).findings.map(\.finding).filter(\.failsRun)
      let known = await fixes.fixes
      let settings = try GuardSettings(section: file.sections["guard"])
      let plan = try FixPlan(
        findings.compactMap { finding in known[finding.fingerprint].map { (finding, $0) } }, settings: settings,
        in: DiskFileTree(root: file.root))
      if !isDry { for changed in plan.files { try FixWriter(root: file.root).write(changed) } }
      show(plan, of: findings.count)
      return isDry || plan.files.isEmpty ? code : try await inspect(file, FixList())
    }
  }

  private func show(_ plan: FixPlan, of count: Int) {
    for file in plan.files { Console.write(isDry ? file.diff : "fixed \(file.count) in \(file.path)\n") }
    let fixed = plan.files.reduce(0) { $0 + $1.count }
    let doubt = plan.doubtful > 0 ? ", \(plan.doubtful) of them because the change could not be shown to be right" : ""
    Console.print("\(isDry ? "Could fix" : "Fixed") \(fixed) of \(count) findings; \(count - fixed) need a decision\(doubt).")
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
