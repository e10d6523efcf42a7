import Foundation
import Testing

/// The built program, run as a whole from the root of the repository.
struct GatehouseBinary {
  /// How a run ended.
  struct Ending {
    var exitCode: Int32
    var output: String
    var errors: String
  }

  /// The root of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Beside the test bundle.
  static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("gatehouse").path

  static func run(
    _ arguments: [String], directory: String = root, environment: [String: String] = [:], limit: Duration = .seconds(180)
  ) async throws -> Ending {
    try await execute(path, arguments, directory: directory, environment: environment, limit: limit)
  }

  /// Runs it, and lets a shell act on it (`$pid`) as soon as a case has started by its log in `reports`. A shell, because
  /// the moment must not depend on how busy this test process is.
  static func run(
    _ arguments: [String], reports: String, environment: [String: String] = [:], onceStarted action: String
  ) async throws -> Ending {
    let script = """
      log=$1; shift
      "$@" & pid=$!
      for attempt in $(seq 6000); do grep -qs '"type":"case-started"' "$log" && break; sleep 0.01; done
      \(action)
      wait $pid
      """
    return try await execute(
      "/bin/bash", ["-c", script, "bash", "\(reports)/run.jsonl", path] + arguments + ["--reports", reports], directory: root,
      environment: environment, limit: .seconds(240))
  }

  static func execute(
    _ program: String, _ arguments: [String], directory: String, environment: [String: String] = [:], limit: Duration
  ) async throws -> Ending {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (stdout, stderr) = ("\(folder.path)/out", "\(folder.path)/err")
    for path in [stdout, stderr] { try Data().write(to: URL(fileURLWithPath: path)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: stdout))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: stderr))
    let (endings, ended) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { process in
      ended.yield(process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus)
      ended.finish()
    }
    try process.run()
    let identifier = process.processIdentifier
    let code = try await withThrowingTaskGroup(of: Int32?.self) { group in
      group.addTask {
        for await code in endings { return code }
        return nil
      }
      group.addTask {
        try await ContinuousClock().sleep(for: limit)
        kill(identifier, SIGKILL)
        return nil
      }
      defer { group.cancelAll() }
      while let next = try await group.next() { if let code = next { return code } }
      return Int32(-1)
    }
    return Ending(
      exitCode: code, output: try String(contentsOfFile: stdout, encoding: .utf8),
      errors: try String(contentsOfFile: stderr, encoding: .utf8))
  }
}

/// A folder that goes with the test.
struct TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  func text(_ name: String) -> String { (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "" }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// Processes of this machine, by what `/proc` says.
enum Processes {
  /// Identifiers of processes whose command line holds the text.
  static func matching(_ text: String) -> [pid_t] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { pid_t($0) }.filter { identifier in
      guard let words = FileManager.default.contents(atPath: "/proc/\(identifier)/cmdline") else { return false }
      return String(decoding: words, as: UTF8.self).replacing("\0", with: " ").contains(text)
    }
  }
}
