import Logging
import PostgresAccess

/// What stands between callers and operations: limits and idempotency keys. It has no operations of its own.
struct TrafficContext: ServiceContext {
  private static let sweepInterval = Duration.seconds(60)
  private static let sweptAtOnce = 1_000

  let configuration: TrafficConfiguration
  let parts: TrafficParts
  let store: PostgresPool
  let clock: any ServiceClock
  let logger: Logger

  var routes: [Route] { [] }

  private var isLimiting: Bool { !configuration.limits.rules.isEmpty }

  /// Brings the configured rules into the store. Without it the service starts all the same, with the rules of its configuration.
  func prepare() async throws {
    guard isLimiting else { return }
    do {
      try await parts.limitPolicy.seed(store)
      try await parts.limitPolicy.load(store)
    } catch {
      logger.warning("rate limits were not read from the store", metadata: ["error": "\(LogRedaction.bounded(error))"])
    }
  }

  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await repeating(every: Self.sweepInterval, "expired records were not cleared away", logger: logger) { try await sweep() }
      }
      if isLimiting {
        group.addTask {
          await repeating(every: configuration.limits.refresh, "rate limits were not read from the store", logger: logger) {
            try await parts.limitPolicy.load(store)
          }
        }
      }
    }
  }

  /// Clears away what has expired, a bounded number at a time.
  func sweep() async throws {
    let now = clock.now()
    _ = try await store.execute(
      """
      DELETE FROM idempotency_records WHERE ctid IN (
        SELECT ctid FROM idempotency_records WHERE expires_at_ms <= \(now.milliseconds)::bigint
        LIMIT \(Self.sweptAtOnce)::integer FOR UPDATE SKIP LOCKED)
      """)
    _ = try await store.execute(
      """
      DELETE FROM rate_limit_buckets WHERE ctid IN (
        SELECT ctid FROM rate_limit_buckets WHERE paid_off_us <= \(now.microseconds)::bigint
        LIMIT \(Self.sweptAtOnce)::integer FOR UPDATE SKIP LOCKED)
      """)
  }
}
