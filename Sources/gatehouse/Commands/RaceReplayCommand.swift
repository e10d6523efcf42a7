import ArgumentParser
import Foundation
import GateEngine
import GateKit
import GateModel
import RaceGate

/// `gatehouse race replay`.
struct RaceReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Run a recorded race again: the same requests in the same order, released in the same way.",
    discussion: """
      A run leaves a recording of each race in reports/races. Its seed gives the same requests and the same order; when they meet is up \
      to the machine, so a race that was lost once may be won the next time: as many rounds as were recorded are run again.

      Exit code: 1 when an invariant breaks again, 0 when none does, 3 when nothing raced, 2 when that could not be found out.
      """)

  @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
  var recording: String

  @Option(help: ArgumentHelp("The configuration of the service, as in the run.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Use this PostgreSQL server, in schemas of its own.", valueName: "url"))
  var database: String?

  @Option(name: .customLong("defect"), help: ArgumentHelp("Switch this seeded defect on, as in the run; repeatable.", valueName: "id"))
  var defects: [String] = []

  @Option(help: ArgumentHelp("Folder for the log and the reports of the replay.", valueName: "folder"))
  var reports = "reports/replay"

  private static func bytes(of path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map(Array.init) }

  func run() async throws {
    try await Command.run {
      guard let bytes = Self.bytes(of: recording) else {
        throw CommandError("the recording '\(recording)' cannot be read", remedy: "Give a file of reports/races")
      }
      let replay = try RaceReplay(json: bytes, path: recording)
      var options = SelectionOptions()
      options.config = config
      let file = try options.file()
      var run = CheckRun(
        file: file, selection: Selection(gates: ["race"], only: [replay.caseID.rawValue], shard: .whole), seed: RootSeed(replay.rootSeed),
        databaseURL: database, reports: reports, defects: try defects.map { try DefectOption.find($0, file: file) })
      run.raceReplay = replay
      let control = RunControl(failsFast: false)
      let prepared = run
      return try await Interruptible.run(control) { try await prepared.run(control: control) }
    }
  }
}
