import Glibc

/// Keeps other threads from running in the middle of a release, where the operating system allows that (root, or `CAP_SYS_NICE`).
enum SenderPriority {
  /// Runs `body` with real-time priority, without where it is not allowed.
  static func raised<Result>(_ body: () throws -> Result) rethrows -> Result {
    var old = sched_param()
    let policy = sched_getscheduler(0)
    guard policy == SCHED_OTHER, sched_getparam(0, &old) == 0 else { return try body() }
    var raised = sched_param()
    raised.sched_priority = sched_get_priority_min(SCHED_FIFO)
    guard sched_setscheduler(0, SCHED_FIFO, &raised) == 0 else { return try body() }
    defer { sched_setscheduler(0, policy, &old) }
    return try body()
  }
}
