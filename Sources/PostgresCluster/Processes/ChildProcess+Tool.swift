import Foundation

extension ChildProcess {
  /// Runs a helper program to its end and returns its output, of which at most the last 8 KiB count.
  ///
  /// Past the limit, or when the task is cancelled, the program is killed.
  @discardableResult
  static func runTool(_ command: [String], within limit: Duration, log: String) async throws -> String {
    let child = try await start(command, log: log)
    let wrappers = ["/env", "/setpriv", "/runuser"]
    let name = command.first { word in word.count > 1 && word.hasPrefix("/") && !wrappers.contains { word.hasSuffix($0) } } ?? ""
    guard let exit = await child.exit(within: limit) else {
      child.send(SIGKILL)
      try Task.checkCancellation()
      throw ClusterError.command(program: name, exitCode: 124, output: "it did not end within \(limit)\n" + LogTail.read(log))
    }
    let output = LogTail.read(log)
    guard exit == .code(0) else {
      throw ClusterError.command(program: name, exitCode: exit.status, output: output)
    }
    return output
  }
}

/// The end of a log file, for messages.
enum LogTail {
  static func read(_ path: String, bytes: Int = 8192) -> String {
    guard let file = FileHandle(forReadingAtPath: path) else { return "" }
    defer { try? file.close() }
    let size = (try? file.seekToEnd()) ?? 0
    try? file.seek(toOffset: size > UInt64(bytes) ? size - UInt64(bytes) : 0)
    let data = (try? file.read(upToCount: bytes)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
