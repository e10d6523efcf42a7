import Glibc

/// The scheduling policy of threads that are never urgent (`SCHED_BATCH`, sched(7)).
///
/// An answer wakes the thread that reads it, and by default that thread takes the processor from the service that has just sent the
/// answer: the two then take turns for every request. A batch thread waits until the service waits, and finds several answers.
enum BatchScheduling {
  private static let batch: Int32 = 3
  /// Processes that the thread starts get the usual policy again.
  private static let resetOnFork: Int32 = 0x4000_0000

  /// Makes the calling thread one. Where that is not allowed, it stays as it was, which is slower and as right.
  @Sendable static func begin() {
    var parameters = sched_param(sched_priority: 0)
    _ = sched_setscheduler(0, batch | resetOnFork, &parameters)
  }
}
