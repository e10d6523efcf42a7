import Glibc

/// Readings of the kernel's clocks, in nanoseconds.
enum LoadClock {
  /// `CLOCK_MONOTONIC`.
  static var now: Int64 { read(CLOCK_MONOTONIC) }

  /// The processor time of the calling thread.
  static var processorTime: Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  static func nanoseconds(_ duration: Duration) -> Int64 { Int64(min(duration / .nanoseconds(1), 9e17)) }
}
