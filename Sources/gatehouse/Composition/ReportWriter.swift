import Foundation
import GateModel
import GateReporters

/// Makes every format of a run and writes the files.
struct ReportWriter: Sendable {
  let folder: String
  let catalog: RuleCatalog

  /// The formats are made side by side.
  /// - Throws: ``CommandError`` when a format cannot be made or written; the log itself is complete then.
  func write(_ run: ReportedRun, formats: [String]? = nil) async throws {
    let reporters = ReporterRegistry.all(rules: catalog).filter { formats?.contains(type(of: $0).name) ?? true }
    let failures = await withTaskGroup(of: (Int, String)?.self) { group in
      for (number, reporter) in reporters.enumerated() {
        group.addTask {
          do {
            for file in try reporter.render(run) { try write(file) }
            return nil
          } catch {
            return (number, "\(type(of: reporter).name): \(error)")
          }
        }
      }
      var failures: [(Int, String)] = []
      for await failure in group { if let failure { failures.append(failure) } }
      return failures.sorted { $0.0 < $1.0 }.map(\.1)
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
