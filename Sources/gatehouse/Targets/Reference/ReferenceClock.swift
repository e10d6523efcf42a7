import GateKit
import ReferenceService
import Synchronization

/// The machine's clock plus an offset that the harness changes, so that a token expires without anybody waiting.
final class ReferenceClock: ServiceClock, TargetClock {
  private let system = SystemServiceClock()
  private let offset = Mutex<Duration>(.zero)
  /// What the offset would be, had the wall clock never been set back.
  private let passed = Mutex<Duration>(.zero)

  func now() -> ServiceInstant { system.now().advanced(by: offset.withLock { $0 }) }

  func monotonic() -> Duration { system.monotonic() + passed.withLock { $0 } }

  func advance(by duration: Duration) async {
    offset.withLock { $0 += duration }
    passed.withLock { $0 += duration }
  }

  func setBack(by duration: Duration) async { offset.withLock { $0 -= duration } }
}
