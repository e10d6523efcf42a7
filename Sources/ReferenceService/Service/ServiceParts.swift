import PostgresAccess

/// Everything that the service is composed of, each part behind a small protocol.
///
/// ``healthy(_:clock:random:logSink:)`` is what ships. A seeded defect takes a copy and replaces or decorates one part; no line of the
/// service knows about it. Every context has its own group of parts beside its code.
public struct ServiceParts: Sendable {
  public var clock: any ServiceClock
  public var random: any ServiceRandom
  public var logSink: any LogSink
  public var metrics: MetricsRegistry
  public var errors: any ErrorMapping
  public var requestIDs: any RequestIDRule
  public var hosts: any HostRule
  public var scopes: any ScopeRule
  public var bodyBounds: any BodyBounding
  /// The form in which JSON is hashed.
  public var canonicalForm: any JSONCanonicalizing
  /// Stand around every handler, first to last; empty in what ships.
  public var interceptors: [any RequestInterceptor]
  /// The pool of connections to the store. It opens none before the first use, and the running service shuts it down.
  public let store: PostgresPool
  public var identity: IdentityParts
  public var notifications: NotificationsParts
  public var evidence: EvidenceParts
  public var terminal: TerminalParts
  public var inventory: InventoryParts
  public var billing: BillingParts
  public var traffic: TrafficParts
  public var operations: OperationsParts

  /// The parts that ship.
  public static func healthy(
    _ configuration: ServiceConfiguration, clock: any ServiceClock = SystemServiceClock(),
    random: any ServiceRandom = SystemServiceRandom(), logSink: any LogSink = StandardErrorLogSink()
  ) throws -> ServiceParts {
    let metrics = MetricsRegistry()
    let store = PostgresPool(
      configuration: configuration.database, size: configuration.poolSize, acquireTimeout: configuration.timeouts.poolAcquire,
      queryTimeout: configuration.timeouts.query)
    return ServiceParts(
      clock: clock, random: random, logSink: logSink, metrics: metrics, errors: ClosedErrorMapper(), requestIDs: PlainRequestIDs(),
      hosts: OneHost(), scopes: ExactScopes(),
      bodyBounds: ContractBodyBound(),
      canonicalForm: BytewiseCanonicalForm(), interceptors: [], store: store,
      identity: try .healthy(configuration.identity, store: store, clock: clock, random: random, metrics: metrics),
      notifications: .healthy(store: store, clock: clock, random: random, metrics: metrics),
      evidence: .healthy(configuration.evidence), terminal: .healthy, inventory: .healthy(store: store), billing: .healthy(store: store),
      traffic: .healthy(configuration.traffic, database: configuration.database, store: store, metrics: metrics),
      operations: .healthy(store: store, further: EvidenceContext.probes(configuration.evidence, store: store)))
  }
}
