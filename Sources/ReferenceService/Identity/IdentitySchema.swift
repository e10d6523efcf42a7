import PostgresAccess

/// The tables of the Identity context.
enum IdentitySchema {
  static let part = SchemaPart(context: "Identity", base: base, migrations: [accounts, audit])

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
}
