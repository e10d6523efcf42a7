/// Runs a command to its end.
public protocol ProcessRunner: Sendable {
  /// - Parameters:
  ///   - command: program and arguments; the program is looked up in `PATH`, no shell takes part.
  ///   - limit: after that the process group gets SIGTERM, then SIGKILL.
  /// - Throws: ``ProcessError``.
  func run(_ command: [String], environment: [String: String], directory: String?, limit: Duration) async throws -> ProcessResult
}

/// How a command ended. An exit code other than 0 is a result, not an error.
public struct ProcessResult: Hashable, Sendable {
  /// 128 plus the signal's number when a signal ended it.
  public var exitCode: Int32
  public var output: String
  public var errorOutput: String

  public init(exitCode: Int32, output: String, errorOutput: String) {
    self.exitCode = exitCode
    self.output = output
    self.errorOutput = errorOutput
  }
}

public enum ProcessError: Error, Hashable, CustomStringConvertible {
  case cannotStart(command: String, reason: String)
  case timedOut(command: String, limit: Duration)
  /// It was ended for what it wrote.
  case tooMuchOutput(command: String, limit: Int)

  public var description: String {
    switch self {
    case .cannotStart(let command, let reason): "'\(command)' cannot be started: \(reason)"
    case .timedOut(let command, let limit): "'\(command)' did not end within \(limit)"
    case .tooMuchOutput(let command, let limit): "'\(command)' wrote more than \(limit) bytes, and was ended"
    }
  }
}

/// A runner for places where no command may run.
public struct NoProcesses: ProcessRunner {
  public init() {}

  public func run(_ command: [String], environment: [String: String], directory: String?, limit: Duration) async throws -> ProcessResult {
    throw ProcessError.cannotStart(command: command.first ?? "", reason: "this run may not start commands")
  }
}
