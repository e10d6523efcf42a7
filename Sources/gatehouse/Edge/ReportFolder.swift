import Foundation
import GateKit

/// The folder of a run's log as the place for files of the gates.
struct ReportFolder: ArtifactStore {
  let path: String

  func write(_ bytes: [UInt8], to name: String) async throws {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." }) else {
      throw CommandError("'\(name)' is no path of a report", remedy: "Give a relative path")
    }
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file, options: .atomic)
    } catch {
      throw CommandError("the report '\(file.path)' cannot be written: \(error.localizedDescription)", remedy: "Make the folder writable")
    }
  }
}
