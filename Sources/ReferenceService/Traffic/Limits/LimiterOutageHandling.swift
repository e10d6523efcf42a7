import Synchronization

/// Decides about a request that cannot be counted.
public protocol LimiterOutageHandling: Sendable {
  /// - Parameter log: writes a warning.
  /// - Returns: Whether the request passes.
  func passes(_ error: any Error, at now: ServiceInstant, log: (String) -> Void) -> Bool
}

/// Lets the request pass, counts it, and says so once in a while.
public final class CountedFailOpen: LimiterOutageHandling {
  private let metrics: MetricsRegistry
  private let interval: Duration
  private let lastLogged = Mutex<ServiceInstant?>(nil)

  public init(metrics: MetricsRegistry, interval: Duration) {
    self.metrics = metrics
    self.interval = interval
    metrics.declare(RateLimiter.failedOpen)
    metrics.declareFamily(RateLimiter.blocked)
  }

  public func passes(_ error: any Error, at now: ServiceInstant, log: (String) -> Void) -> Bool {
    metrics.increment(RateLimiter.failedOpen)
    let isDue = lastLogged.withLock { last -> Bool in
      if let last, now < last.advanced(by: interval) { return false }
      last = now
      return true
    }
    if isDue { log("rate limiter has no store and lets requests pass") }
    return true
  }
}
