import Foundation
import GateModel
import GateReporters

/// What a GitHub job shows of a run: annotations on standard output, the summary in the job's own file.
enum PullRequest {
  /// Does nothing outside a GitHub job.
  /// - Throws: ``CommandError`` when the job's summary file cannot be written.
  static func annotate(_ run: ReportedRun, summary: String) throws {
    let environment = ProcessInfo.processInfo.environment
    guard environment["GITHUB_ACTIONS"] == "true" else { return }
    for line in GitHubAnnotationReporter().lines(run) { Console.print(line) }
    guard let path = environment["GITHUB_STEP_SUMMARY"], let text = FileManager.default.contents(atPath: summary) else { return }
    do {
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: text)
      try handle.close()
    } catch {
      throw CommandError(
        "the job's summary '\(path)' cannot be written: \(error.localizedDescription)", remedy: "Unset GITHUB_STEP_SUMMARY to do without")
    }
  }
}
