import GateKit
import ReferenceService
import Synchronization

/// The machine's clock plus an offset that the harness can grow, so that a token expires without anybody waiting.
final class ReferenceClock: ServiceClock, TargetClock {
  private let system = SystemServiceClock()
  private let offset = Mutex<Duration>(.zero)

  func now() -> ServiceInstant { system.now().advanced(by: offset.withLock { $0 }) }

  func advance(by duration: Duration) async { offset.withLock { $0 += duration } }
}
