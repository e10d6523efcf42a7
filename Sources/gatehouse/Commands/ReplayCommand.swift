import ArgumentParser
import GateEngine
import GateKit
import GateModel

/// `gatehouse replay`.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Run the case of a finding again and say whether the finding recurs.",
    discussion: """
      The case runs with the seed of the log on a service that is started anew.

      Exit code: 1 when the finding recurs, 0 when it doesn't, 2 when that could not be found out.
      """)

  @Argument(help: ArgumentHelp("The fingerprint of the finding, or at least its first six digits.", valueName: "id"))
  var fingerprint: String

  @Option(help: ArgumentHelp("The log that has the finding.", valueName: "file"))
  var log = "reports/run.jsonl"

  @Option(help: ArgumentHelp("The configuration of the service, as in the run.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Use this PostgreSQL server, in schemas of its own.", valueName: "url"))
  var database: String?

  @Option(help: ArgumentHelp("Folder for the log and the reports of the replay.", valueName: "folder"))
  var reports = "reports/replay"

  func run() async throws {
    try await Command.run {
      let past = try LogFiles.read(log)
      let (finding, started) = try find(in: past)
      var options = SelectionOptions()
      options.config = config
      let run = CheckRun(
        file: try options.file(), selection: Selection(gates: [finding.gate], only: Self.cases(of: finding), shard: .whole),
        seed: RootSeed(started.seed), databaseURL: database, reports: reports,
        defects: try started.defects.map { try DefectOption.find($0.rawValue, file: try options.file()) })
      let control = RunControl(failsFast: false)
      _ = try await Interruptible.run(control) { try await run.run(control: control) }
      let present = try LogFiles.read("\(reports)/run.jsonl")
      let summary = RunSummary(present)
      if summary.findings.contains(where: { $0.finding.fingerprint == finding.fingerprint && $0.finding.disposition != .unstable }) {
        Console.print("the finding \(finding.fingerprint) recurs")
        return 1
      }
      guard summary.steps.contains(where: { $0.cases.contains { $0.outcome == .passed || $0.outcome == .failed } }) else {
        throw CommandError("the case '\(finding.caseID)' could not be exercised", remedy: "See what the run said above")
      }
      Console.print("the finding \(finding.fingerprint) does not recur")
      return 0
    }
  }

  /// The case, or all of the contract gate: what a list shows depends on what other operations made.
  private static func cases(of finding: Finding) -> [String] {
    finding.gate == "contract" ? [] : [finding.caseID.rawValue]
  }

  private func find(in log: RunLog) throws -> (Finding, RunStarted) {
    let summary = RunSummary(log)
    guard let started = summary.started else {
      throw CommandError("the log '\(self.log)' has no beginning", remedy: "Use the log of a run")
    }
    guard fingerprint.utf8.count >= 6 else {
      throw CommandError("'\(fingerprint)' is too short", remedy: "Give at least six digits of the fingerprint")
    }
    let found = summary.findings.map(\.finding).filter { $0.fingerprint.text.hasPrefix(fingerprint.lowercased()) }
    guard let finding = found.first else {
      throw CommandError("the log '\(self.log)' has no finding '\(fingerprint)'", remedy: "The reports name the fingerprint of each")
    }
    guard found.count == 1 else {
      throw CommandError("'\(fingerprint)' stands for \(found.count) findings", remedy: "Give more of its digits")
    }
    return (finding, started)
  }
}
