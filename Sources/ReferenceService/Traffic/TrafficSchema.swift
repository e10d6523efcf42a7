import PostgresAccess

/// The tables of the Traffic context.
enum TrafficSchema {
  static let part = SchemaPart(
    context: "Traffic", base: idempotency + "\n" + limits,
    migrations: [
      Migration(version: 8, name: "traffic_idempotency", up: idempotency, down: "DROP TABLE idempotency_records;"),
      Migration(
        version: 11, name: "traffic_limits", up: limits,
        down: """
          DROP TABLE rate_limit_buckets;
          DROP TABLE rate_limit_rules;
          """),
    ])

  /// Keys by caller, method and path; without a status the request is under way.
  private static let idempotency = """
    CREATE TABLE idempotency_records (
      tenant_id text NOT NULL,
      principal text NOT NULL,
      method text NOT NULL,
      path text NOT NULL,
      idempotency_key text NOT NULL,
      request_hash text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{64}$'),
      status integer,
      location text,
      body text,
      created_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL,
      PRIMARY KEY (tenant_id, principal, method, path, idempotency_key)
    );
    CREATE INDEX idempotency_records_expiry ON idempotency_records (expires_at_ms);
    """

  /// The rules that are in force, and the counters; those may be lost in a crash, which only forgets what was used.
  private static let limits = """
    CREATE TABLE rate_limit_rules (
      route_group text NOT NULL,
      scope text NOT NULL CHECK (scope IN ('address', 'network', 'principal', 'tenant')),
      burst integer NOT NULL CHECK (burst > 0),
      per_minute integer NOT NULL CHECK (per_minute > 0),
      PRIMARY KEY (route_group, scope)
    );
    CREATE UNLOGGED TABLE rate_limit_buckets (
      bucket_key text PRIMARY KEY,
      paid_off_us bigint NOT NULL,
      interval_us bigint NOT NULL,
      burst bigint NOT NULL,
      allowed boolean NOT NULL
    );
    CREATE INDEX rate_limit_buckets_paid_off ON rate_limit_buckets (paid_off_us);
    """
}
