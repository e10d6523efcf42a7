import PostgresAccess

/// Clears away nonces whose time is over, a bounded number at a time.
enum NonceSweep {
  static func statement(at now: ServiceInstant) -> SQL {
    """
    DELETE FROM auth_nonces WHERE ctid IN (
      SELECT ctid FROM auth_nonces WHERE expires_at_ms <= \(now.milliseconds)::bigint LIMIT 1000 FOR UPDATE SKIP LOCKED)
    """
  }
}
