import PostgresAccess

/// The tables of the Identity context.
enum IdentitySchema {
  static let part = SchemaPart(
    context: "Identity", base: base + refresh + logins + legacy + nonces + profiles + revocations,
    migrations: [accounts, audit, refreshTokens, loginProtection, legacyCredentials, nonceTable, profileTable, keyRevocation])

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

  /// What log-ins leave behind. Audit entries only grow; a lock and a count end at their time.
  private static let logins = """

    ALTER TABLE service_account
      ADD COLUMN status text NOT NULL DEFAULT 'active' CHECK (status IN ('pending', 'active', 'disabled'));
    ALTER TABLE refresh_families DROP CONSTRAINT refresh_families_revoked_for_check;
    ALTER TABLE refresh_families
      ADD CONSTRAINT refresh_families_revoked_for_check CHECK (revoked_for IN ('reuse', 'logout', 'disabled', 'password'));
    CREATE INDEX refresh_families_account ON refresh_families (account_id);
    ALTER TABLE audit_entry
      ADD COLUMN result text NOT NULL DEFAULT 'done' CHECK (result IN ('done', 'failed')),
      ADD COLUMN reason text,
      ADD COLUMN address_digest text CHECK (address_digest ~ '^[0-9a-f]{64}$');
    CREATE INDEX audit_entry_actor_time ON audit_entry (actor, occurred_at);
    CREATE FUNCTION audit_entry_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$;
    CREATE TRIGGER audit_entry_append_only
      BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse_change();
    CREATE TABLE login_failures (
      subject text PRIMARY KEY CHECK (subject ~ '^[0-9a-f]{64}$'),
      actor text NOT NULL,
      tenant_id text NOT NULL,
      attempts integer NOT NULL CHECK (attempts > 0),
      expires_at_ms bigint NOT NULL,
      locked_until_ms bigint
    );
    CREATE INDEX login_failures_expiry ON login_failures (expires_at_ms);
    CREATE TABLE account_secret_history (
      account_id text NOT NULL REFERENCES service_account (account_id),
      secret_hash text NOT NULL,
      replaced_at_ms bigint NOT NULL
    );
    CREATE INDEX account_secret_history_account ON account_secret_history (account_id, replaced_at_ms);
    CREATE TABLE password_resets (
      account_id text PRIMARY KEY REFERENCES service_account (account_id),
      token_digest text UNIQUE CHECK (token_digest ~ '^[0-9a-f]{64}$'),
      requested_at_ms bigint NOT NULL,
      expires_at_ms bigint NOT NULL
    );
    """

  /// Rows of before keep the salt of their own scheme until their holders log in.
  private static let legacy = """

    ALTER TABLE service_account ADD COLUMN legacy_salt text;
    CREATE INDEX service_account_legacy ON service_account (account_id) WHERE legacy_salt IS NOT NULL;
    """

  /// Nonces of requests for tokens, as digests, until they could not be used again anyway.
  private static let nonces = """

    CREATE TABLE auth_nonces (
      account_id text NOT NULL REFERENCES service_account (account_id),
      nonce_digest text NOT NULL CHECK (nonce_digest ~ '^[0-9a-f]{64}$'),
      expires_at_ms bigint NOT NULL,
      PRIMARY KEY (account_id, nonce_digest)
    );
    CREATE INDEX auth_nonces_expiry ON auth_nonces (expires_at_ms);
    """

  /// Who stands behind an account. An address belongs to one account, whatever its case.
  private static let profiles = """

    CREATE TABLE account_profiles (
      account_id text PRIMARY KEY REFERENCES service_account (account_id),
      email text
    );
    CREATE UNIQUE INDEX account_profiles_email ON account_profiles (lower(email));
    """

  /// A login also ends with the key that it goes on by.
  private static let revocations = """

    ALTER TABLE refresh_families DROP CONSTRAINT refresh_families_revoked_for_check;
    ALTER TABLE refresh_families
      ADD CONSTRAINT refresh_families_revoked_for_check CHECK (revoked_for IN ('reuse', 'logout', 'disabled', 'password', 'key'));
    CREATE INDEX refresh_tokens_key ON refresh_tokens (key_id) WHERE spent_at_ms IS NULL;
    """

  private static let keyRevocation = Migration(
    version: 18, name: "identity_key_revocation", up: revocations,
    down: """
      DROP INDEX refresh_tokens_key;
      UPDATE refresh_families SET revoked_for = 'logout' WHERE revoked_for = 'key';
      ALTER TABLE refresh_families DROP CONSTRAINT refresh_families_revoked_for_check;
      ALTER TABLE refresh_families
        ADD CONSTRAINT refresh_families_revoked_for_check CHECK (revoked_for IN ('reuse', 'logout', 'disabled', 'password'));
      """)

  private static let profileTable = Migration(
    version: 17, name: "identity_profiles", up: profiles, down: "DROP TABLE account_profiles;")

  private static let nonceTable = Migration(version: 16, name: "identity_nonces", up: nonces, down: "DROP TABLE auth_nonces;")

  private static let legacyCredentials = Migration(
    version: 15, name: "identity_legacy_credentials", up: legacy,
    down: """
      DROP INDEX service_account_legacy;
      ALTER TABLE service_account DROP COLUMN legacy_salt;
      """)

  private static let loginProtection = Migration(
    version: 14, name: "identity_login_protection", up: logins,
    down: """
      DROP TABLE password_resets;
      DROP TABLE account_secret_history;
      DROP TABLE login_failures;
      DROP TRIGGER audit_entry_append_only ON audit_entry;
      DROP FUNCTION audit_entry_refuse_change();
      DROP INDEX audit_entry_actor_time;
      ALTER TABLE audit_entry DROP COLUMN result, DROP COLUMN reason, DROP COLUMN address_digest;
      DROP INDEX refresh_families_account;
      UPDATE refresh_families SET revoked_for = 'logout' WHERE revoked_for IN ('disabled', 'password');
      ALTER TABLE refresh_families DROP CONSTRAINT refresh_families_revoked_for_check;
      ALTER TABLE refresh_families
        ADD CONSTRAINT refresh_families_revoked_for_check CHECK (revoked_for IN ('reuse', 'logout'));
      ALTER TABLE service_account DROP COLUMN status;
      """)

  private static let refreshTokens = Migration(
    version: 10, name: "identity_refresh_tokens", up: refresh,
    down: """
      DROP TABLE refresh_tokens;
      DROP TABLE refresh_families;
      """)
}
