import PostgresAccess

/// The tables of the evidence runtime.
public enum EvidenceSchema {
  public static let part = SchemaPart(
    context: "EvidenceRuntime", base: [sessions, runtime, ledger, documents, placements, quotas].joined(separator: "\n"),
    migrations: [
      Migration(
        version: 4, name: "evidence_sessions", up: [sessions, runtime, ledger].joined(separator: "\n"),
        down: """
          DROP TABLE ledger_entries;
          DROP FUNCTION ledger_entries_refuse_change();
          DROP TABLE session_runtime;
          DROP TABLE evidence_sessions;
          DROP TABLE policy_snapshots;
          """),
      Migration(
        version: 5, name: "evidence_documents", up: documents,
        down: """
          DROP VIEW safe_documents;
          DROP TABLE evidence_documents;
          """),
      Migration(version: 7, name: "session_placements", up: placements, down: "DROP TABLE session_placements;"),
      Migration(version: 12, name: "tenant_session_quotas", up: quotas, down: "DROP TABLE tenant_session_quotas;"),
    ])

  /// What a session is: written once, never changed.
  static let sessions = """
    CREATE TABLE policy_snapshots (
      snapshot_id uuid PRIMARY KEY,
      tenant_id text NOT NULL,
      principal_id text NOT NULL,
      roles jsonb NOT NULL,
      snapshot_hash text NOT NULL CHECK (snapshot_hash ~ '^[0-9a-f]{64}$'),
      created_at_ms bigint NOT NULL
    );
    CREATE TABLE evidence_sessions (
      session_id uuid PRIMARY KEY,
      tenant_id text NOT NULL,
      principal_id text NOT NULL,
      token_hash text NOT NULL CHECK (token_hash ~ '^[0-9a-f]{64}$'),
      snapshot_id uuid NOT NULL REFERENCES policy_snapshots (snapshot_id),
      max_calls integer NOT NULL CHECK (max_calls BETWEEN 0 AND 10000),
      max_bytes integer NOT NULL CHECK (max_bytes BETWEEN 0 AND 1073741824),
      max_wallclock_ms integer NOT NULL CHECK (max_wallclock_ms BETWEEN 0 AND 300000),
      max_depth integer NOT NULL CHECK (max_depth BETWEEN 0 AND 16),
      max_parallelism integer NOT NULL CHECK (max_parallelism BETWEEN 1 AND 256),
      created_at_ms bigint NOT NULL
    );
    CREATE INDEX evidence_sessions_snapshot ON evidence_sessions (snapshot_id);
    """

  /// What changes while a session runs. Its row's lock orders all changes of a session.
  public static let runtime = """
    CREATE TABLE session_runtime (
      session_id uuid PRIMARY KEY REFERENCES evidence_sessions (session_id),
      calls_used integer NOT NULL DEFAULT 0,
      bytes_used bigint NOT NULL DEFAULT 0,
      ledger_sequence integer NOT NULL DEFAULT 0,
      terminal_mode text CHECK (
        terminal_mode IN ('SUPPORTED', 'INSUFFICIENT_EVIDENCE', 'INSUFFICIENT_PERMISSION', 'SOURCE_UNAVAILABLE'))
    );
    """

  /// What a session did. A trigger keeps everybody, the service included, from rewriting it.
  static let ledger = """
    CREATE TABLE ledger_entries (
      session_id uuid NOT NULL REFERENCES evidence_sessions (session_id),
      sequence integer NOT NULL,
      kind text NOT NULL,
      operator text,
      row_count integer NOT NULL,
      byte_count integer NOT NULL,
      detail text NOT NULL,
      created_at_ms bigint NOT NULL,
      PRIMARY KEY (session_id, sequence)
    );
    CREATE FUNCTION ledger_entries_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'ledger_entries is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$;
    CREATE TRIGGER ledger_entries_append_only
      BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_refuse_change();
    """

  /// How many sessions a tenant may have open, and has; a tenant without a row may have any number.
  static let quotas = """
    CREATE TABLE tenant_session_quotas (
      tenant_id text PRIMARY KEY,
      max_open_sessions integer NOT NULL CHECK (max_open_sessions >= 0),
      open_sessions integer NOT NULL DEFAULT 0 CHECK (open_sessions >= 0)
    );
    """

  /// Where a session runs; one without a row has the standard placement.
  static let placements = """
    CREATE TABLE session_placements (
      session_id uuid PRIMARY KEY REFERENCES evidence_sessions (session_id),
      region text NOT NULL CHECK (region IN ('eu-central')),
      priority text NOT NULL CHECK (priority IN ('interactive', 'batch'))
    );
    """

  /// Documents, and the view that is all an operator may read: one tenant's rows, without the columns that are not for answers.
  static let documents = """
    CREATE TABLE evidence_documents (
      document_id text PRIMARY KEY,
      tenant_id text NOT NULL,
      category text NOT NULL,
      title text NOT NULL,
      body text NOT NULL,
      amount integer NOT NULL,
      informant text NOT NULL
    );
    CREATE INDEX evidence_documents_tenant ON evidence_documents (tenant_id, document_id);
    CREATE VIEW safe_documents WITH (security_barrier) AS
      SELECT document_id, category, title, body, amount
      FROM evidence_documents
      WHERE tenant_id = current_setting('gatehouse.tenant', true);
    INSERT INTO evidence_documents (document_id, tenant_id, category, title, body, amount, informant)
    SELECT
      tenant || '-doc-' || n, tenant,
      CASE n % 3 WHEN 0 THEN 'invoice' WHEN 1 THEN 'contract' ELSE 'letter' END,
      'Report ' || n || ' on the harbour account',
      'The harbour account of ' || tenant || ' shows payment ' || n || ' to the shipping office, approved in writing.',
      100 * n, 'informant-canary-' || n
    FROM unnest(ARRAY['tenant-a', 'tenant-b']) AS tenant, generate_series(1, 12) AS n;
    """
}
