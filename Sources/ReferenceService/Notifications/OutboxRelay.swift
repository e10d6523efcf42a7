import Logging
import PostgresAccess

/// Publishes what the outbox holds: gives each event its position in the feed, in the order of their times.
///
/// Positions are given here and not at the insert, under a lock, so that a reader who remembers the last position never misses an event
/// whose transaction committed late.
struct OutboxRelay: Sendable {
  static let published = MetricFamily.counter("outbox_events_published_total", "Events published from the outbox.")
  private static let batch = 100
  /// Names the lock among the advisory locks of the database.
  private static let lock: Int64 = 0x6F75_7462_6F78

  let store: PostgresPool
  let clock: any ServiceClock
  let metrics: MetricsRegistry

  /// Publishes until the task is cancelled. A store that is away is waited for, and told about once.
  func run(every interval: Duration, logger: Logger) async {
    var isFailing = false
    while !Task.isCancelled {
      do {
        var count = Self.batch
        while count == Self.batch { count = try await publishBatch() }
        isFailing = false
      } catch {
        if !isFailing, !Task.isCancelled {
          logger.warning("outbox relay waits for the store", metadata: ["error": "\(LogRedaction.bounded(error))"])
        }
        isFailing = true
      }
      do { try await Task.sleep(for: interval) } catch { return }
    }
  }

  /// Publishes at most 100 events and says how many it was.
  func publishBatch() async throws -> Int {
    let now = clock.now().rfc3339
    let count = try await store.transaction { connection in
      _ = try await connection.query("SELECT pg_advisory_xact_lock(\(Self.lock))")
      return try await connection.execute(
        """
        WITH batch AS (
          SELECT event_id, row_number() OVER (ORDER BY occurred_at, event_id) AS step
          FROM (
            SELECT event_id, occurred_at FROM outbox_event WHERE position IS NULL ORDER BY occurred_at, event_id LIMIT \(Self.batch)
          ) AS waiting
        )
        UPDATE outbox_event AS event
        SET position = (SELECT coalesce(max(position), 0) FROM outbox_event) + batch.step, published_at = \(now)::timestamptz
        FROM batch WHERE batch.event_id = event.event_id
        """)
    }
    metrics.increment(Self.published, by: Double(count))
    return count
  }
}
