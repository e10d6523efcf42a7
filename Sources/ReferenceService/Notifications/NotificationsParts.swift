import PostgresAccess

/// The parts of the Notifications context.
public struct NotificationsParts: Sendable {
  public var outbox: any OutboxWriter
  let relay: OutboxRelay
  let feed: EventFeed

  static func healthy(
    store: PostgresPool, clock: any ServiceClock, random: any ServiceRandom, metrics: MetricsRegistry
  ) -> NotificationsParts {
    metrics.declare(OutboxRelay.published)
    return NotificationsParts(
      outbox: StoreOutboxWriter(clock: clock, random: random), relay: OutboxRelay(store: store, clock: clock, metrics: metrics),
      feed: EventFeed(store: store))
  }
}
