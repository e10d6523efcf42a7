import Foundation
import GateKit
import Subprocess
import Synchronization

/// Runs commands on this machine, each in a process group of its own, of which nothing is left when the command has ended.
struct SubprocessRunner: ProcessRunner {
  /// Where commands run that name no folder; nil for the current one.
  var root: String?
  /// Bytes of each stream that are taken; more ends the command.
  var outputLimit = 1 << 20

  func run(_ command: [String], environment: [String: String], directory: String?, limit: Duration) async throws -> ProcessResult {
    guard let program = command.first else { throw ProcessError.cannotStart(command: "", reason: "the command is empty") }
    do {
      return try await withDeadline(limit, "'\(program)'") {
        try await execute(program, Array(command.dropFirst()), environment, directory ?? root)
      }
    } catch is DeadlineExceeded {
      throw ProcessError.timedOut(command: command.joined(separator: " "), limit: limit)
    } catch let error as SubprocessError {
      if error.code == .outputLimitExceeded { throw ProcessError.tooMuchOutput(command: program, limit: outputLimit) }
      throw ProcessError.cannotStart(command: program, reason: String(describing: error))
    }
  }

  private func execute(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ directory: String?
  ) async throws -> ProcessResult {
    let group = ProcessGroup()
    defer { group.signal(SIGKILL) }
    let result = try await withTaskCancellationHandler {
      try await Subprocess.run(
        ChildOptions.executable(program), arguments: Arguments(arguments), environment: ChildOptions.environment(environment),
        workingDirectory: directory.map { .init($0) }, platformOptions: ChildOptions.platform(), input: .none,
        output: .string(limit: outputLimit), error: .string(limit: outputLimit)
      ) { group.began($0.processIdentifier.value) }
    } onCancel: {
      // The command itself may have ended, and what it left behind still hold its output open.
      group.signal(SIGTERM)
    }
    // A command whose time was over may have ended well before, and only what it left behind was stopped.
    try Task.checkCancellation()
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return ProcessResult(exitCode: code, output: result.standardOutput, errorOutput: result.standardError)
  }
}

/// The process group of a command, once it has started.
private final class ProcessGroup: Sendable {
  private let leader = Mutex<pid_t?>(nil)

  func began(_ identifier: pid_t) { leader.withLock { $0 = identifier } }

  func signal(_ signal: Int32) {
    // That there is nobody left in it is what is wanted.
    if let leader = leader.withLock({ $0 }) { _ = kill(-leader, signal) }
  }
}

/// How children are started everywhere.
enum ChildOptions {
  static func executable(_ program: String) -> Executable {
    program.contains("/") ? .path(.init(program)) : .name(program)
  }

  static func environment(_ changes: [String: String]) -> Subprocess.Environment {
    .inherit.updating(Dictionary(uniqueKeysWithValues: changes.map { (Subprocess.Environment.Key(stringLiteral: $0.key), $0.value) }))
  }

  /// A group of its own, and SIGTERM before SIGKILL when its task is cancelled.
  static func platform(grace: Duration = .seconds(3)) -> PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)]
    return options
  }
}
