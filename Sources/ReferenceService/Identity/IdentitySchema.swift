import PostgresAccess

/// The tables of the Identity context.
enum IdentitySchema {
  static let part = SchemaPart(context: "Identity", base: base + refresh, migrations: [accounts, audit, refreshTokens])

  private static let base = """
    CREATE TABLE service_account (
      account_id text PRIMARY KEY,
      secret_hash text NOT NULL,
      tenant_id text,
      roles text NOT NULL,
      scopes text NOT NULL,
      created_at timestamptz NOT NULL
    );
    CREATE TABLE audit_entry (
      entry_id text PRIMARY KEY,
      actor text NOT NULL,
      action text NOT NULL,
      tenant_id text NOT NULL,
      correlation_id text NOT NULL,
      occurred_at timestamptz NOT NULL
    );
    CREATE INDEX audit_entry_tenant_time ON audit_entry (tenant_id, occurred_at);
    """

  private static let accounts = Migration(
    version: 1, name: "identity_accounts",
    up: """
      CREATE TABLE service_account (
        account_id text PRIMARY KEY,
        secret_hash text NOT NULL,
        tenant_id text,
        roles text NOT NULL,
        scopes text NOT NULL,
        created_at timestamptz NOT NULL
      );
      """,
    down: "DROP TABLE service_account;")

  private static let audit = Migration(
    version: 2, name: "identity_audit",
    up: """
      CREATE TABLE audit_entry (
        entry_id text PRIMARY KEY,
        actor text NOT NULL,
        action text NOT NULL,
        tenant_id text NOT NULL,
        correlation_id text NOT NULL,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX audit_entry_tenant_time ON audit_entry (tenant_id, occurred_at);
      """,
    down: "DROP TABLE audit_entry;")

  /// A family is a login; a token is spent once. The store has digests only.
  private static let refresh = """

    CREATE TABLE refresh_families (
      family_id uuid PRIMARY KEY,
      account_id text NOT NULL,
      tenant_id text,
      created_at_ms bigint NOT NULL,
      revoked_at_ms bigint,
      revoked_for text CHECK (revoked_for IN ('reuse', 'logout')),
      CONSTRAINT refresh_families_revoked_for_a_reason CHECK ((revoked_at_ms IS NULL) = (revoked_for IS NULL))
    );
    CREATE TABLE refresh_tokens (
      token_digest text PRIMARY KEY CHECK (token_digest ~ '^[0-9a-f]{64}$'),
      family_id uuid NOT NULL REFERENCES refresh_families (family_id),
      key_id text NOT NULL,
      expires_at_ms bigint NOT NULL,
      spent_at_ms bigint
    );
    CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);
    """

  private static let refreshTokens = Migration(
    version: 10, name: "identity_refresh_tokens", up: refresh,
    down: """
      DROP TABLE refresh_tokens;
      DROP TABLE refresh_families;
      """)
}
