import ArgumentParser
import Foundation
import PerfGate

/// `gatehouse perf history`.
struct PerfHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Draw workloads over commits, and name the commits at which one became slower or faster.",
    discussion:
      "A file is what 'perf record --history FILE' adds to, one measurement a line. Files of several shards and machines are merged: what stands in two of them counts once, and every "
      + "machine has levels of its own.")

  @Argument(help: ArgumentHelp("Histories, as JSON Lines.", valueName: "file"))
  var files: [String]

  @Option(name: .customLong("workload"), help: ArgumentHelp("Only this workload; repeatable.", valueName: "name"))
  var workloads: [String] = []

  func run() async throws {
    try await Command.run {
      let entries = HistoryFile.merged(try files.map(PerfHistoryFile.read)).filter { workloads.isEmpty || workloads.contains($0.workload) }
      guard !entries.isEmpty else {
        throw CommandError(
          "\(files.map { "'\($0)'" }.joined(separator: ", ")) has no such entry", remedy: "Add to it with 'perf record --history'")
      }
      Console.print(HistoryText.show(try HistoryTrend.all(entries)))
      return 0
    }
  }
}

/// A history on disk.
enum PerfHistoryFile {
  private static let largest = 1 << 28

  static func read(_ path: String) throws -> [HistoryEntry] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("the history '\(path)' cannot be read", remedy: "Check the path")
    }
    guard data.count <= largest else { throw CommandError("the history '\(path)' is larger than 256 MiB", remedy: "Split it") }
    return try HistoryFile.decode(String(decoding: data, as: UTF8.self), path: path)
  }

  /// Adds entries in one write, so that two runs at the same time do not mix their lines.
  static func append(_ entries: [HistoryEntry], to path: String) throws {
    let bytes = Array(entries.map(HistoryFile.line).joined().utf8)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw CommandError("the history '\(path)' cannot be opened", remedy: "Make its folder writable") }
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw CommandError("the history '\(path)' cannot be written", remedy: "Look for a full disk")
    }
  }
}
