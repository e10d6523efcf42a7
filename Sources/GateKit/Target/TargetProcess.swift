/// A process that the harness started, and may therefore freeze and kill. A launcher never hands out one that it did not start.
public protocol TargetProcess: Sendable {
  /// What the kernel says of it now.
  func state() async -> TargetProcessState
  /// What lies in the kernel for it: it has not taken it yet.
  func backlog() async -> TargetBacklog
  /// Freezes it with every process of its group (SIGSTOP); it is frozen when this returns.
  /// - Throws: ``TargetError`` where it does not run.
  func suspend() async throws
  /// Lets it go on (SIGCONT).
  func resume() async throws
  /// Ends it at once (SIGKILL); it is gone when this returns.
  func kill() async throws
  /// Ends it in order (SIGTERM, and SIGKILL after a while); it is gone when this returns.
  func end() async throws
  /// Starts it again, with the same address and store, and waits until it is ready.
  /// - Throws: ``TargetError`` where it still runs, or is not ready within its deadline.
  func start() async throws
  /// Starts it again when `delay` has passed; returns at once.
  func start(after delay: Duration) async throws
}

/// Whether a process runs.
public enum TargetProcessState: Hashable, Sendable, CustomStringConvertible {
  case running(identifier: Int32)
  /// Stopped by a signal.
  case suspended(identifier: Int32)
  /// Why it is not there.
  case ended(String)

  public var description: String {
    switch self {
    case .running(let identifier): "running as process \(identifier)"
    case .suspended(let identifier): "stopped as process \(identifier)"
    case .ended(let reason): reason
    }
  }
}

/// What came for a process and waits in the kernel.
public struct TargetBacklog: Hashable, Sendable {
  /// Connections that it has not accepted.
  public var connections: Int
  /// Bytes that it has not read.
  public var bytes: Int

  public init(connections: Int = 0, bytes: Int = 0) {
    self.connections = connections
    self.bytes = bytes
  }

  public var isEmpty: Bool { connections == 0 && bytes == 0 }
}
