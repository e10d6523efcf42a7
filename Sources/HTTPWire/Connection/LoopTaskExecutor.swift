import NIOCore

/// Runs tasks on the thread of an event loop, so that a task and its connections need no other thread to wake up for each other.
///
/// Tasks on it must not block; a long computation delays the deadlines of the same loop, not those of others.
final class LoopTaskExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
