import Foundation
import GateModel
import GateReporters

/// Makes every format of a run's log and writes the files.
struct ReportWriter {
  let folder: String
  let catalog: RuleCatalog

  /// - Throws: ``CommandError`` when a format cannot be made or written; the log itself is complete then.
  func write(_ log: RunLog, formats: [String]? = nil) throws {
    var failures: [String] = []
    for reporter in ReporterRegistry.all(rules: catalog) {
      let name = type(of: reporter).name
      if let formats, !formats.contains(name) { continue }
      do {
        for file in try reporter.render(log) { try write(file) }
      } catch {
        failures.append("\(name): \(error)")
      }
    }
    guard failures.isEmpty else {
      throw CommandError(
        "reports could not be written to '\(folder)': \(failures.joined(separator: "; "))",
        remedy: "Make the folder writable, then run 'gatehouse report render \(folder)/run.jsonl'")
    }
  }

  private func write(_ file: ReportFile) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(file.path)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.bytes).write(to: url)
  }
}
