import PostgresAccess

/// The settings of the rate limiter.
public struct LimitsConfiguration: Sendable {
  /// What the store begins with; a rule that it has already stays as it is there. Without any, nothing is limited.
  public var rules: [LimitRule] = []
  /// Where the counters are; nil for the service's own store.
  public var database: PostgresConfiguration?
  /// For one decision, waiting for a connection included. After that the request passes.
  public var deadline: Duration = .milliseconds(50)
  /// How often rules are read again.
  public var refresh: Duration = .seconds(1)
  /// How often an outage of the store is logged at most.
  public var outageLogInterval: Duration = .seconds(60)
  /// Addresses whose `X-Forwarded-For` counts.
  public var trustedProxies: Set<String> = []

  public init() {}

  /// Limits for a service that anybody can reach.
  public static let standard: [LimitRule] = [
    LimitRule(RouteGroups.auth, .address, burst: 30, perMinute: 60),
    LimitRule(RouteGroups.auth, .network, burst: 300, perMinute: 600),
    LimitRule(RouteGroups.evidence, .principal, burst: 120, perMinute: 600),
    LimitRule(RouteGroups.evidence, .tenant, burst: 600, perMinute: 3_000),
    LimitRule(RouteGroups.terminal, .principal, burst: 30, perMinute: 60),
    LimitRule(RouteGroups.inventory, .principal, burst: 120, perMinute: 600),
    LimitRule(RouteGroups.billing, .address, burst: 300, perMinute: 3_000),
    LimitRule(RouteGroups.compute, .principal, burst: 60, perMinute: 300),
    LimitRule(RouteGroups.compute, .address, burst: 120, perMinute: 600),
  ]

  /// Limits that a few requests reach, on what takes nothing but time, for a service that is started to be examined.
  public static let examined: [LimitRule] = [
    LimitRule(RouteGroups.auth, .address, burst: 1_000, perMinute: 60_000),
    LimitRule(RouteGroups.evidence, .principal, burst: 1_000, perMinute: 60_000),
    LimitRule(RouteGroups.terminal, .principal, burst: 1_000, perMinute: 60_000),
    LimitRule(RouteGroups.compute, .principal, burst: 3, perMinute: 1),
    LimitRule(RouteGroups.compute, .address, burst: 8, perMinute: 10),
  ]

  func problems() -> [ConfigurationProblem] {
    var found = rules.compactMap(\.problem)
    if Set(rules.map { "\($0.group) \($0.scope)" }).count != rules.count {
      found.append(.init("traffic.limits.rules", "names a group and a scope twice.", remedy: "Give one rule for both."))
    }
    for (name, value) in [("deadline", deadline), ("refresh", refresh), ("outageLogInterval", outageLogInterval)] where value <= .zero {
      found.append(.init("traffic.limits.\(name)", "must be longer than zero.", remedy: "Give a positive duration."))
    }
    return found
  }
}
