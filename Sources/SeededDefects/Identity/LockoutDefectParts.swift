import PostgresAccess
import ReferenceService

/// Reads how many failures there were, and writes one more: of simultaneous ones some are lost.
struct FailuresReadThenWritten: LockoutKeeping {
  let healthy: any LockoutKeeping
  let store: PostgresPool

  func count(_ subject: LockoutSubject, rule: LockoutRule, audit: AuditStamp) async throws -> LockoutState {
    let rows = try await store.query("SELECT attempts FROM login_failures WHERE subject = \(subject.key)")
    let attempts = try (rows.first?.get("attempts", as: Int.self) ?? 0) + 1
    // The one that reaches the threshold is left to the healthy part, which locks and records.
    guard attempts < rule.threshold else { return try await healthy.count(subject, rule: rule, audit: audit) }
    _ = try await store.execute(
      """
      INSERT INTO login_failures (subject, actor, tenant_id, attempts, expires_at_ms)
      VALUES (\(subject.key), \(subject.actor), \(subject.tenantID), \(attempts)::integer,
        \(audit.milliseconds + rule.window.wholeMicroseconds / 1_000)::bigint)
      ON CONFLICT (subject) DO UPDATE SET attempts = EXCLUDED.attempts
      """)
    return LockoutState(lockedUntilMilliseconds: nil)
  }

  func state(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState {
    try await healthy.state(subject, audit: audit)
  }

  func clear(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState {
    try await healthy.clear(subject, audit: audit)
  }

  func unlock(_ subject: LockoutSubject, reason: String, audit: AuditStamp) async throws -> Bool {
    try await healthy.unlock(subject, reason: reason, audit: audit)
  }
}

/// Gives a count no end.
struct EndlessFailureCount: LockoutKeeping {
  let healthy: any LockoutKeeping

  func count(_ subject: LockoutSubject, rule: LockoutRule, audit: AuditStamp) async throws -> LockoutState {
    let endless = LockoutRule(threshold: rule.threshold, window: .seconds(3_000_000_000), lock: rule.lock)
    return try await healthy.count(subject, rule: endless, audit: audit)
  }

  func state(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState {
    try await healthy.state(subject, audit: audit)
  }

  func clear(_ subject: LockoutSubject, audit: AuditStamp) async throws -> LockoutState {
    try await healthy.clear(subject, audit: audit)
  }

  func unlock(_ subject: LockoutSubject, reason: String, audit: AuditStamp) async throws -> Bool {
    try await healthy.unlock(subject, reason: reason, audit: audit)
  }
}
