import PostgresAccess

/// Clears away what has lapsed, a bounded number at a time, and records the locks among it.
enum LockoutSweep {
  static func statement(at now: ServiceInstant) -> SQL {
    """
    WITH lapsed AS (
      DELETE FROM login_failures WHERE ctid IN (
        SELECT ctid FROM login_failures WHERE expires_at_ms <= \(now.milliseconds)::bigint LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING actor, tenant_id, locked_until_ms
    )
    INSERT INTO audit_entry (\(AuditStamp.columns))
    SELECT gen_random_uuid()::text, actor, 'account.unlocked', tenant_id, 'done', 'time', NULL, 'sweep', \(now.rfc3339)::timestamptz
    FROM lapsed WHERE locked_until_ms IS NOT NULL
    """
  }
}
