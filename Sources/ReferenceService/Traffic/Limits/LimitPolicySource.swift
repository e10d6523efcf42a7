import PostgresAccess
import Synchronization

/// The policy that is in force, as the store has it; kept here so that no decision has to ask for it.
public final class LimitPolicySource: Sendable {
  private let current: Mutex<LimitPolicy>

  public init(_ policy: LimitPolicy) { current = Mutex(policy) }

  public var policy: LimitPolicy { current.withLock { $0 } }

  func replace(_ policy: LimitPolicy) { current.withLock { $0 = policy } }

  /// Gives the store the rules that it does not have.
  func seed(_ store: PostgresPool) async throws {
    for rule in policy.rules {
      _ = try await store.execute(
        """
        INSERT INTO rate_limit_rules (route_group, scope, burst, per_minute)
        VALUES (\(rule.group), \(rule.scope.rawValue), \(rule.burst)::integer, \(rule.perMinute)::integer)
        ON CONFLICT DO NOTHING
        """)
    }
  }

  /// Takes what the store says now.
  func load(_ store: PostgresPool) async throws {
    let rows = try await store.query("SELECT route_group, scope, burst, per_minute FROM rate_limit_rules ORDER BY route_group, scope")
    let rules: [LimitRule] = try rows.compactMap { row in
      guard let scope = LimitScope(rawValue: try row.get("scope")) else { return nil }
      return LimitRule(try row.get("route_group"), scope, burst: try row.get("burst"), perMinute: try row.get("per_minute"))
    }
    replace(LimitPolicy(rules))
  }
}
