import Foundation
import GateKit
import Subprocess

/// What to start.
struct ServiceCommand: Sendable {
  var arguments: [String]
  var environment: [String: String]
  var directory: String
}

/// One child: its output, how it ended, and how to end it.
actor SupervisedProcess {
  private let command: ServiceCommand
  private let label: String
  private var lines: [String] = []
  private var ending: String?
  private var execution: (@Sendable () async -> Void)?
  private var signal: (@Sendable (Signal) throws -> Void)?
  /// While it runs.
  private(set) var identifier: Int32?
  private var stopRequested = false
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private static let lineLimit = 20_000

  init(command: ServiceCommand, label: String) {
    self.command = command
    self.label = label
  }

  /// Output and error output, line by line.
  var output: [String] { lines }
  /// How it ended, or nil while it runs.
  var end: String? { ending }

  func run() async {
    guard !stopRequested, let program = command.arguments.first else { return finish("it was stopped before it started") }
    do {
      let result = try await Subprocess.run(
        ChildOptions.executable(program), arguments: Arguments(Array(command.arguments.dropFirst())),
        environment: ChildOptions.environment(command.environment), workingDirectory: .init(command.directory),
        platformOptions: ChildOptions.platform(), input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        let identifier = execution.processIdentifier.value
        self.began(
          identifier, teardown: { await execution.teardown(using: ChildOptions.platform().teardownSequence) },
          signal: { try execution.send(signal: $0, toProcessGroup: true) })
        defer { kill(-identifier, SIGKILL) }
        for try await line in execution.standardOutput.strings() { self.take(line) }
      }
      finish("it ended with \(result.terminationStatus)")
    } catch {
      finish("'\(program)' cannot be run: \(error)")
    }
  }

  /// Ends it: SIGTERM to its group, SIGKILL after a while. Returns when it has ended.
  func stop() async {
    stopRequested = true
    if let execution { await execution() }
    await waitForEnd()
  }

  /// Returns when it has ended.
  func waitForEnd() async {
    if ending == nil { await withCheckedContinuation { waiters.append($0) } }
  }

  /// Sends a signal to it and its children.
  /// - Throws: `TargetError` where it does not run.
  func send(_ wanted: Signal) throws {
    guard let signal else { throw TargetError("the service does not run", remedy: "Start it before it is disturbed") }
    do {
      try signal(wanted)
    } catch {
      throw TargetError("the service cannot be signalled: \(error)", remedy: "See that it still runs")
    }
  }

  private func began(
    _ identifier: Int32, teardown: @escaping @Sendable () async -> Void, signal: @escaping @Sendable (Signal) throws -> Void
  ) {
    self.identifier = identifier
    execution = teardown
    self.signal = signal
  }

  private func take(_ line: String) {
    if lines.count >= Self.lineLimit { lines.removeFirst(Self.lineLimit / 10) }
    lines.append(line.hasSuffix("\n") ? String(line.dropLast()) : line)
  }

  private func finish(_ text: String) {
    ending = text
    execution = nil
    signal = nil
    identifier = nil
    for waiter in waiters { waiter.resume() }
    waiters = []
  }
}
