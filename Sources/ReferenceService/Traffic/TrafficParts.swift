import PostgresAccess

/// The replaceable parts of the Traffic context.
public struct TrafficParts: Sendable {
  public var keys: any IdempotencyKeeping
  public var replayBodies: any ReplayBodyMaking
  public var replayCounting: any ReplayCounting
  public var grouping: any RouteGrouping
  public var addressing: any ClientAddressing
  public var limitBackend: any LimitBackend
  public var limiterOutage: any LimiterOutageHandling
  let limitPolicy: LimitPolicySource
  /// The pool of the rate limiter's own connections.
  let limitStore: PostgresPool

  /// Connections of the rate limiter; a decision is one short statement.
  private static let limitConnections = 4

  /// The parts that ship.
  static func healthy(
    _ configuration: TrafficConfiguration, database: PostgresConfiguration, store: PostgresPool, metrics: MetricsRegistry
  ) -> TrafficParts {
    let limits = configuration.limits
    let limitStore = PostgresPool(
      configuration: limits.database ?? database, size: limitConnections, acquireTimeout: limits.deadline, queryTimeout: limits.deadline)
    metrics.declare(RateLimiter.decisions)
    return TrafficParts(
      keys: StoreIdempotencyKeeping(store: store), replayBodies: SanitizedReplayBody(),
      replayCounting: MetricReplayCounting(metrics: metrics), grouping: RouteGroups(),
      addressing: PeerAddressing(trustedProxies: limits.trustedProxies), limitBackend: StoreLimitBackend(store: limitStore),
      limiterOutage: CountedFailOpen(metrics: metrics, interval: limits.outageLogInterval),
      limitPolicy: LimitPolicySource(LimitPolicy(limits.rules)), limitStore: limitStore)
  }
}
