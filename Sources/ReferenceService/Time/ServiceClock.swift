import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The only source of "now" in the service. Every time to live is computed and compared with it, never with SQL `now()`.
public protocol ServiceClock: Sendable {
  func now() -> ServiceInstant
}

/// The wall clock of the machine.
public struct SystemServiceClock: ServiceClock {
  public init() {}

  public func now() -> ServiceInstant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return ServiceInstant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }
}

/// A clock that moves only when it is told to, so that a test or a check decides when something expires.
public final class ManualServiceClock: ServiceClock {
  private let instant: Mutex<ServiceInstant>

  public init(at start: ServiceInstant = ServiceInstant(secondsSinceEpoch: 1_767_225_600)) {
    instant = Mutex(start)
  }

  public func now() -> ServiceInstant { instant.withLock { $0 } }

  /// Moves the clock forward, or back for a negative duration.
  public func advance(by duration: Duration) {
    instant.withLock { $0 = $0.advanced(by: duration) }
  }
}
