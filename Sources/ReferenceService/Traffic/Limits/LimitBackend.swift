import PostgresAccess

/// One subject's use of one rule.
public struct LimitDemand: Sendable, Hashable {
  /// Names the rule and the subject; a subject is hashed.
  public let key: String
  public let rule: LimitRule

  public init(key: String, rule: LimitRule) {
    self.key = key
    self.rule = rule
  }
}

/// What the counters say to a demand.
public struct LimitAnswer: Sendable, Hashable {
  public let rule: LimitRule
  public let isAllowed: Bool
  /// When one more is allowed; zero where this one is.
  public let waitMicroseconds: Int64

  public init(rule: LimitRule, isAllowed: Bool, waitMicroseconds: Int64) {
    self.rule = rule
    self.isAllowed = isAllowed
    self.waitMicroseconds = waitMicroseconds
  }
}

/// Counts requests.
public protocol LimitBackend: Sendable {
  /// Counts one request against each demand, and says which of them allow it.
  func take(_ demands: [LimitDemand], at now: ServiceInstant) async throws -> [LimitAnswer]
}

/// Counts in PostgreSQL, in one statement for all demands.
///
/// A row holds the moment at which all of a subject's requests will have been paid off (the generic cell rate algorithm, ITU-T I.371):
/// exact in whole microseconds, and without anything to reset.
public struct StoreLimitBackend: LimitBackend {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func take(_ demands: [LimitDemand], at now: ServiceInstant) async throws -> [LimitAnswer] {
    // In one order for everybody, so that no two requests wait for each other's rows.
    let sorted = demands.sorted { $0.key < $1.key }
    let now = now.microseconds
    let values: [SQL] = sorted.map { demand in
      let interval = demand.rule.intervalMicroseconds
      return "(\(demand.key), \(now + interval)::bigint, \(interval)::bigint, \(demand.rule.burst)::bigint, true)"
    }
    // What is owed counts in requests, so a change of the rule changes the time that it takes.
    let owed: SQL = """
      (\(now)::bigint + (greatest(bucket.paid_off_us - \(now)::bigint, 0)::numeric * EXCLUDED.interval_us / bucket.interval_us)::bigint)
      """
    let fits: SQL = "\(owed) + EXCLUDED.interval_us - \(now)::bigint <= EXCLUDED.burst * EXCLUDED.interval_us"
    let rows = try await store.query(
      """
      INSERT INTO rate_limit_buckets AS bucket (bucket_key, paid_off_us, interval_us, burst, allowed)
      VALUES \(SQL.joined(values, separator: ", "))
      ON CONFLICT (bucket_key) DO UPDATE SET
        allowed = \(fits), paid_off_us = CASE WHEN \(fits) THEN \(owed) + EXCLUDED.interval_us ELSE \(owed) END,
        interval_us = EXCLUDED.interval_us, burst = EXCLUDED.burst
      RETURNING bucket_key, allowed, paid_off_us
      """)
    var byKey: [String: (isAllowed: Bool, paidOff: Int64)] = [:]
    for row in rows { byKey[try row.get("bucket_key")] = (try row.get("allowed"), try row.get("paid_off_us")) }
    return sorted.compactMap { demand in
      guard let found = byKey[demand.key] else { return nil }
      let interval = demand.rule.intervalMicroseconds
      let wait = found.isAllowed ? 0 : max(1, found.paidOff + interval - now - Int64(demand.rule.burst) * interval)
      return LimitAnswer(rule: demand.rule, isAllowed: found.isAllowed, waitMicroseconds: wait)
    }
  }
}
