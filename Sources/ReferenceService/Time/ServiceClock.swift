import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The only source of "now" in the service. Every time to live is computed and compared with it, never with SQL `now()`.
public protocol ServiceClock: Sendable {
  func now() -> ServiceInstant
  /// Time since an arbitrary moment, which goes on when the wall clock is set back.
  func monotonic() -> Duration
}

/// The wall clock of the machine.
public struct SystemServiceClock: ServiceClock {
  public init() {}

  public func now() -> ServiceInstant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return ServiceInstant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  public func monotonic() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// A clock that moves only when it is told to, so that a test or a check decides when something expires.
public final class ManualServiceClock: ServiceClock {
  private let instant: Mutex<ServiceInstant>
  private let passed = Mutex<Duration>(.zero)

  public init(at start: ServiceInstant = ServiceInstant(secondsSinceEpoch: 1_767_225_600)) {
    instant = Mutex(start)
  }

  public func now() -> ServiceInstant { instant.withLock { $0 } }

  public func monotonic() -> Duration { passed.withLock { $0 } }

  /// Moves the clock forward; for a negative duration the wall clock is set back, and no time passes.
  public func advance(by duration: Duration) {
    instant.withLock { $0 = $0.advanced(by: duration) }
    if duration > .zero { passed.withLock { $0 += duration } }
  }
}
