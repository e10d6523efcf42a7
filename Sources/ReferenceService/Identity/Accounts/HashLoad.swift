import Synchronization

/// Counts password hashes, what each cost, and how many are made at the same time.
final class HashLoad: Sendable {
  private let running = Mutex(0)
  private let metrics: MetricsRegistry

  init(metrics: MetricsRegistry) { self.metrics = metrics }

  func begin() {
    let now = running.withLock { count in
      count += 1
      return count
    }
    metrics.increment(IdentityMetrics.hashes)
    metrics.raise(IdentityMetrics.hashPeak, to: Double(now))
  }

  func observe(_ spent: Duration) { metrics.observe(IdentityMetrics.hashCost, spent.inSeconds) }

  func end() { running.withLock { $0 -= 1 } }
}
