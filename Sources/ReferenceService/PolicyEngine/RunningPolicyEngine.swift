/// A policy engine that answers on a port, until it is stopped.
public struct RunningPolicyEngine: Sendable {
  /// The port that it listens on.
  public let port: Int
  private let shutdown: ServiceShutdown
  private let task: Task<Void, any Error>

  init(port: Int, shutdown: ServiceShutdown, task: Task<Void, any Error>) {
    self.port = port
    self.shutdown = shutdown
    self.task = task
  }

  /// Closes the port and returns when the engine is gone.
  public func stop() async {
    shutdown.trigger()
    _ = await task.result
  }
}

extension PolicyEngine {
  /// The engine could not come up.
  public enum StartError: Error, Sendable, CustomStringConvertible {
    case ended(any Error)
    case deadline(Duration)

    public var description: String {
      switch self {
      case .ended(let error): "The policy engine could not listen: \(error). Choose a free port, or 0 for any."
      case .deadline(let limit): "The policy engine was not ready within \(limit)."
      }
    }
  }

  /// Starts the engine and returns when it answers.
  ///
  /// - Throws: `StartError`; nothing is left running then.
  public func start(within limit: Duration = .seconds(10)) async throws -> RunningPolicyEngine {
    let shutdown = ServiceShutdown()
    let (ports, report) = AsyncThrowingStream<Int, any Error>.makeStream()
    // Not structured on purpose: the engine outlives this call, and the handle that is returned owns the task and ends it.
    let task = Task {
      do {
        try await run(shutdown: shutdown) { report.yield($0) }
        report.finish()
      } catch {
        report.finish(throwing: error)
        throw error
      }
    }
    do {
      let port = try await withDeadline(limit) {
        for try await port in ports { return port }
        throw CancellationError()
      }
      return RunningPolicyEngine(port: port, shutdown: shutdown, task: task)
    } catch {
      task.cancel()
      _ = await task.result
      throw error is DeadlineExceeded ? StartError.deadline(limit) : StartError.ended(error)
    }
  }
}
