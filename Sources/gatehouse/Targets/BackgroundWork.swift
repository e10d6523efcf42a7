/// Work that goes on while a run does: child processes, servers in this process. It lives in one task group, so that
/// none outlives ``run()``.
final class BackgroundWork: Sendable {
  typealias Job = @Sendable () async -> Void

  private let jobs: AsyncStream<Job>
  private let continuation: AsyncStream<Job>.Continuation

  init() { (jobs, continuation) = AsyncStream.makeStream(of: Job.self) }

  /// Runs what ``add(_:)`` is given, until it is cancelled; then cancels all of it and waits for the end.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await job in jobs { group.addTask { await job() } }
      group.cancelAll()
    }
  }

  func add(_ job: @escaping Job) { continuation.yield(job) }
}
