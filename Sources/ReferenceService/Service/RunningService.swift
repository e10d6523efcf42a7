/// A service that answers on a port, until it is stopped.
public struct RunningService: Sendable {
  /// The port that it listens on.
  public let port: Int
  private let shutdown: ServiceShutdown
  private let task: Task<Void, any Error>

  init(port: Int, shutdown: ServiceShutdown, task: Task<Void, any Error>) {
    self.port = port
    self.shutdown = shutdown
    self.task = task
  }

  /// Lets open requests finish within the configured time, closes the port and the connections to the store, and returns when all is gone.
  public func stop() async {
    shutdown.trigger()
    _ = await task.result
  }

  /// Returns when the service has ended by itself or by ``stop()``; throws what ended it.
  public func waitUntilEnded() async throws { try await task.value }
}

extension ReferenceService {
  private enum Progress: Sendable {
    case listening(Int)
    case ended(any Error)
    case late
  }

  /// Starts the service and returns when it answers.
  ///
  /// - Throws: ``ServiceStartError``; nothing is left running then.
  public func start() async throws -> RunningService {
    let (progress, report) = AsyncStream<Progress>.makeStream()
    let shutdown = ServiceShutdown()
    // Not structured on purpose: the service outlives this call, and the handle that is returned owns the task and ends it.
    let task = Task {
      do {
        try await run(shutdown: shutdown) { report.yield(.listening($0)) }
        report.yield(.ended(ServiceStartError.endedEarly))
      } catch {
        report.yield(.ended(error))
        throw error
      }
    }
    let limit = configuration.timeouts.start
    let first = await withTaskCancellationHandler {
      await Self.first(of: progress, within: limit)
    } onCancel: {
      report.yield(.ended(CancellationError()))
    }
    switch first {
    case .listening(let port): return RunningService(port: port, shutdown: shutdown, task: task)
    case .ended(let error):
      task.cancel()
      _ = await task.result
      throw error
    case .late:
      task.cancel()
      _ = await task.result
      throw ServiceStartError.deadline(limit)
    }
  }

  private static func first(of progress: AsyncStream<Progress>, within limit: Duration) async -> Progress {
    await withTaskGroup(of: Progress.self) { group in
      group.addTask {
        for await step in progress { return step }
        return .ended(CancellationError())
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return .late
      }
      let winner = await group.next() ?? .late
      group.cancelAll()
      return winner
    }
  }
}
