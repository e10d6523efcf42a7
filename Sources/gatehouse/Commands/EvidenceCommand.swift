import ArgumentParser
import Foundation
import GateKit
import GuardGate

/// `gatehouse evidence`.
struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Show that what trackers call done was run.", subcommands: [EvidenceRecordCommand.self])
}

/// `gatehouse evidence record`.
struct EvidenceRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Run the acceptance checks of what moved to done, and keep the result.",
    discussion: """
      Reads the trackers that the guard policy of PATH names. For each entry that is done now and was not at the commit \
      --since, the commands of its field 'checks' (or 'acceptance') run in a clean checkout of its commit, one after the \
      other. What they wrote and how they ended goes into OUT as ID.log and ID.json; name ID.json as the evidence of the \
      entry, and 'guard/unproved-done' holds it to that.

      A command that cannot be started or does not end in time has failed. The exit code is 0 when all checks passed, 1 when \
      one failed or an entry has none, and 2 when it could not be done.
      """)

  @Argument(help: ArgumentHelp("The repository.", valueName: "path"))
  var path = "."

  @Option(help: ArgumentHelp("The commit that the trackers are compared with.", valueName: "ref"))
  var since: String

  @Option(help: ArgumentHelp("Folder for the records, relative to the repository.", valueName: "folder"))
  var out = "evidence"

  @Option(help: ArgumentHelp("Minutes that a command may take.", valueName: "minutes"))
  var minutes = 30

  func validate() throws {
    guard (1...1_440).contains(minutes) else { throw ValidationError("--minutes is \(minutes); give 1 to 1440.") }
    guard !out.isEmpty, !out.hasPrefix("/"), !out.split(separator: "/").contains("..") else {
      throw ValidationError("--out is '\(out)'; give a folder below the repository.")
    }
  }

  func run() async throws {
    try await Command.run {
      let file = try GatehouseFile.repository(path)
      let settings = try GuardSettings(section: file.sections["guard"])
      let processes = SubprocessRunner()
      let earlier = GitRevision(name: since, root: file.root, processes: processes).earlier
      let tasks = try await AcceptanceTask.moved(since: earlier, in: DiskFileTree(root: file.root), settings: settings)
      let recorder = EvidenceRecorder(root: file.root, out: out, limit: .seconds(60 * minutes), processes: processes)
      var isGood = true
      for task in tasks {
        let record = try await recorder.record(task)
        let failed = record?.checks.first { $0.exitCode != 0 }
        isGood = isGood && record != nil && failed == nil
        let text =
          record == nil
          ? "names no check" : failed.map { "failed: '\($0.command)' ended with \($0.exitCode)" } ?? "passed \(record?.checks.count ?? 0)"
        Console.print("\(task.id)  \(text)")
      }
      Console.print("\(tasks.count) \(tasks.count == 1 ? "entry has" : "entries have") moved to done since \(since)")
      return isGood ? 0 : 1
    }
  }
}
