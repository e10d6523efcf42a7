import PostgresAccess

/// Counts attempts and locks out, for all processes of the service together.
public protocol LockoutKeeping: Sendable {
  /// Counts one attempt; the count gets its end with its beginning.
  func count(_ subject: LockoutSubject, rule: LockoutRule, audit: AuditStamp) async throws -> LockoutState
  /// Whether the subject is locked out; a lock whose time is over is ended by whoever finds it, and recorded.
  func state(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState
  /// Forgets what was counted, unless the subject is locked out by now.
  func clear(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState
  /// Ends a lock before its time.
  /// - Returns: Whether there was one.
  func unlock(_ subject: LockoutSubject, reason: String, audit: AuditStamp) async throws -> Bool
}

/// Counts in PostgreSQL, each step in one statement with the audit entry that it leaves.
public struct AtomicLockoutKeeping: LockoutKeeping {
  public let store: PostgresPool

  public init(store: PostgresPool) { self.store = store }

  public func count(_ subject: LockoutSubject, rule: LockoutRule, audit: AuditStamp) async throws -> LockoutState {
    let now = audit.milliseconds
    let end = now + rule.window.wholeMicroseconds / 1_000
    let lockEnd = now + rule.lock.wholeMicroseconds / 1_000
    let rows = try await store.query(
      """
      WITH counted AS (
        INSERT INTO login_failures AS known (subject, actor, tenant_id, attempts, expires_at_ms, locked_until_ms)
        VALUES (\(subject.key), \(subject.actor), \(subject.tenantID), 1, \(end)::bigint, NULL)
        ON CONFLICT (subject) DO UPDATE SET
          attempts = CASE WHEN known.expires_at_ms <= \(now)::bigint THEN 1 ELSE known.attempts + 1 END,
          locked_until_ms = CASE WHEN known.expires_at_ms <= \(now)::bigint THEN NULL
            WHEN known.attempts + 1 = \(rule.threshold)::integer THEN \(lockEnd)::bigint ELSE known.locked_until_ms END,
          expires_at_ms = CASE WHEN known.expires_at_ms <= \(now)::bigint THEN \(end)::bigint
            WHEN known.attempts + 1 = \(rule.threshold)::integer THEN \(lockEnd)::bigint ELSE known.expires_at_ms END
        RETURNING attempts, locked_until_ms
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns))
        SELECT \(audit.values(action: "account.locked", actor: subject.actor, tenantID: subject.tenantID, reason: "attempts"))
        FROM counted WHERE attempts = \(rule.threshold)::integer
      )
      SELECT attempts, locked_until_ms FROM counted
      """)
    guard let row = rows.first else { return LockoutState(lockedUntilMilliseconds: nil) }
    let attempts = try row.get("attempts", as: Int.self)
    return LockoutState(
      lockedUntilMilliseconds: try row.get("locked_until_ms", as: Int64?.self), hasLocked: attempts == rule.threshold)
  }

  public func state(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState {
    let rows = try await store.query(
      """
      WITH lapsed AS (
        DELETE FROM login_failures WHERE subject = \(subject.key) AND expires_at_ms <= \(audit.milliseconds)::bigint
        RETURNING actor, tenant_id, locked_until_ms
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns))
        SELECT \(audit.found(action: "account.unlocked", reason: "time"))
        FROM lapsed WHERE locked_until_ms IS NOT NULL
      )
      SELECT locked_until_ms FROM login_failures WHERE subject = \(subject.key) AND locked_until_ms > \(audit.milliseconds)::bigint
      """)
    return LockoutState(lockedUntilMilliseconds: try rows.first?.get("locked_until_ms", as: Int64?.self) ?? nil)
  }

  public func clear(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState {
    let rows = try await store.query(
      """
      WITH cleared AS (
        DELETE FROM login_failures
        WHERE subject = \(subject.key) AND (locked_until_ms IS NULL OR locked_until_ms <= \(audit.milliseconds)::bigint)
      )
      SELECT locked_until_ms FROM login_failures WHERE subject = \(subject.key) AND locked_until_ms > \(audit.milliseconds)::bigint
      """)
    return LockoutState(lockedUntilMilliseconds: try rows.first?.get("locked_until_ms", as: Int64?.self) ?? nil)
  }

  public func unlock(_ subject: LockoutSubject, reason: String, audit: AuditStamp) async throws -> Bool {
    let rows = try await store.query(
      """
      WITH unlocked AS (
        DELETE FROM login_failures WHERE subject = \(subject.key) RETURNING actor, tenant_id, locked_until_ms
      ), entry AS (
        INSERT INTO audit_entry (\(AuditStamp.columns))
        SELECT \(audit.found(action: "account.unlocked", reason: reason))
        FROM unlocked WHERE locked_until_ms > \(audit.milliseconds)::bigint
      )
      SELECT 1 AS one FROM unlocked WHERE locked_until_ms > \(audit.milliseconds)::bigint
      """)
    return !rows.isEmpty
  }
}
