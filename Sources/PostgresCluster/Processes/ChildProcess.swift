import Foundation
import Synchronization

/// A child of this process, in a process group of its own, with nothing inherited but its log file.
final class ChildProcess: Sendable {
  enum Exit: Sendable, Equatable, CustomStringConvertible {
    case code(Int32)
    case signal(Int32)

    /// As a shell shows it.
    var status: Int32 {
      switch self {
      case .code(let code): code
      case .signal(let number): 128 + number
      }
    }

    var description: String {
      switch self {
      case .code(let code): "exit code \(code)"
      case .signal(let number): "signal \(number)"
      }
    }
  }

  private struct State {
    var exit: Exit?
    var waiters: [AsyncStream<Never>.Continuation] = []
  }

  let pid: pid_t
  private let state = Mutex(State())

  private init(pid: pid_t) {
    self.pid = pid
  }

  /// Starts a program with its output in `log`.
  ///
  /// A thread of its own starts the child, waits for its end, and so lives as long as it: the parent-death signal that `setpriv`
  /// asks for comes when the *thread* that made the child ends, which any pooled thread may do at any time.
  static func start(_ command: [String], log: String) async throws -> ChildProcess {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        let result = Result { ChildProcess(pid: try spawn(command, log: log)) }
        continuation.resume(with: result)
        if case .success(let child) = result { child.finish(waitForExit(of: child.pid)) }
      }
    }
  }

  /// How the child ended, or nil while it runs.
  var exit: Exit? { state.withLock { $0.exit } }

  /// Sends a signal, unless the child has ended: then its number may be another process's.
  func send(_ signal: Int32) {
    state.withLock { state in
      if state.exit == nil { _ = kill(pid, signal) }
    }
  }

  /// Waits for the end, at most for `limit` and until the task is cancelled; nil when the child still runs then.
  func exit(within limit: Duration) async -> Exit? {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    let hasEnded = state.withLock { state in
      if state.exit == nil { state.waiters.append(continuation) }
      return state.exit != nil
    }
    if hasEnded { return exit }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in stream {} }
      group.addTask { try? await ContinuousClock().sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
    return exit
  }

  private func finish(_ exit: Exit) {
    let waiters = state.withLock { state in
      state.exit = exit
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.finish() }
  }

  private static func waitForExit(of pid: pid_t) -> Exit {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      if errno != EINTR { return .code(-1) }
    }
    let signal = status & 0x7F
    return signal == 0 ? .code((status >> 8) & 0xFF) : .signal(signal)
  }

  /// Those that a child would get: whoever reads the other end would wait for the child's end too.
  private static func inheritableDescriptors() -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.filter { descriptor in
      let flags = fcntl(descriptor, F_GETFD)
      return descriptor > 2 && flags >= 0 && flags & FD_CLOEXEC == 0
    }
  }

  private static func spawn(_ command: [String], log: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    for descriptor in inheritableDescriptors() { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = ["PATH=\(path)", "LC_ALL=C", "TZ=UTC"]
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, command.first ?? "", &actions, &attributes, &arguments, &environment)
    guard code == 0 else {
      throw ClusterError.command(
        program: command.first ?? "", exitCode: 127, output: "it can't be started: \(String(cString: strerror(code)))")
    }
    return pid
  }
}
