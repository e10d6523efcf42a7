import Glibc
import Synchronization

/// Lets the threads of a load begin together, and ends them together.
final class LoadStart: Sendable {
  private let missing: Atomic<Int>
  private let instant = Atomic<Int64>(0)
  private let stopped = Atomic<Bool>(false)

  init(threads: Int) { missing = Atomic(threads) }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  func stop() { stopped.store(true, ordering: .relaxed) }

  /// Says that the calling thread is ready, and waits for the others.
  /// - Returns: the instant of the begin; nil where another thread cannot begin, or the load was stopped.
  func ready() -> Int64? {
    let left = missing.subtract(1, ordering: .sequentiallyConsistent).newValue
    if left == 0 { instant.store(LoadClock.now + 500_000, ordering: .sequentiallyConsistent) }
    while !isStopped {
      let begin = instant.load(ordering: .sequentiallyConsistent)
      if begin != 0 { return begin }
      usleep(100)
    }
    return nil
  }
}
