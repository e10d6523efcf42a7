import Foundation
import GateConfig
import GateEngine
import GateKit
import GateModel
import GateReporters
import RaceGate
import SeededDefects

/// One run of the gates, from settings to the verdict and its reports.
struct CheckRun: Sendable {
  var file: GatehouseFile
  var selection: Selection
  var seed: RootSeed
  var databaseURL: String?
  var reports: String
  var defects: [SeededDefect] = []
  /// Cases at the same time; by the machine's cores where it is nil.
  var workers: Int?
  /// The commit since which changes count.
  var changedSince: String?
  /// Where a recorded race is run again: how its bursts were released, and how often.
  var raceReplay: RaceReplay?

  /// - Returns: the exit code.
  func run(control: RunControl) async throws -> Int32 {
    let gates = try Gates.all(file).map { gate in raceReplay.flatMap { (gate as? RaceGate)?.replaying($0) } ?? gate }
    return try await run(gates, control: control)
  }

  /// A run of these gates; without a service and without a database where the file describes none.
  /// - Returns: the exit code.
  func run(_ gates: [any Gate], control: RunControl) async throws -> Int32 {
    let log = try LogFile(folder: reports)
    let suppressions = try readSuppressions()
    let runLog = try await Harness.with(file, database: databaseURL) { harness in
      var environment = try harness.environment(seed: seed, defects: defects, workers: workers, earlier: changedSince)
      environment.artifacts = ReportFolder(path: reports)
      let before = try await Self.suppressions(of: environment.earlier, file.suppressions)
      let plan = try await Planner(selection: selection).plan(gates, in: environment)
      let events = EventLog(sinks: [log, ProgressSink()], clock: environment.clock)
      let options = Engine.Options(
        version: Version.current, startedAt: Day.now, target: file.path ?? "reference service", defects: defects.map { DefectID($0.id) },
        suppressions: suppressions.entries,
        suppressionProblems: suppressions.problems.map {
          SuppressionProblem(message: "\($0.message). \($0.remedy)", location: $0.location)
        },
        earlierSuppressions: before, root: file.root)
      return await Engine(options: options, log: events, control: control).run(plan, in: environment)
    }
    let reported = ReportedRun(runLog)
    try await ReportWriter(folder: reports, catalog: Gates.catalog(gates)).write(reported)
    Console.print("")
    for line in VerdictTable(colour: Console.hasColour).lines(reported) { Console.print(line) }
    try PullRequest.annotate(reported, summary: "\(reports)/summary.md")
    return reported.verdict.exitCode
  }

  /// What was accepted at an earlier commit; nil without one, and nothing where its file could not be read.
  private static func suppressions(of earlier: EarlierRevision?, _ path: String) async throws -> [Suppression]? {
    guard let earlier else { return nil }
    guard let bytes = try await earlier.read(path) else { return [] }
    let text = String(decoding: bytes, as: UTF8.self)
    do { return try SuppressionFile(text: text, path: path, isEarlier: true).entries } catch is ConfigError { return [] }
  }

  private func readSuppressions() throws -> SuppressionFile {
    let tree = DiskFileTree(root: file.root)
    guard tree.exists(file.suppressions) else { return SuppressionFile() }
    return try SuppressionFile(text: try tree.text(file.suppressions), path: file.suppressions)
  }
}
