import PostgresAccess

/// The tables of the terminal context.
public enum TerminalSchema {
  public static let part = SchemaPart(
    context: "Terminal", base: tokens,
    migrations: [
      Migration(
        version: 6, name: "terminal_tokens", up: tokens,
        down: """
          DROP TABLE terminal_token_counters;
          DROP TABLE terminal_tokens;
          DROP TABLE terminal_allocations;
          """)
    ])

  /// Tokens by their hash, the owners of allocations, and the two counters.
  static let tokens = """
    CREATE TABLE terminal_allocations (
      allocation_id uuid PRIMARY KEY,
      tenant_id text NOT NULL,
      user_id text NOT NULL
    );
    CREATE TABLE terminal_tokens (
      token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
      user_id text NOT NULL,
      tenant_id text NOT NULL,
      allocation_id uuid NOT NULL REFERENCES terminal_allocations (allocation_id),
      session_id uuid NOT NULL,
      expires_at_ms bigint NOT NULL
    );
    CREATE INDEX terminal_tokens_expiry ON terminal_tokens (expires_at_ms);
    CREATE INDEX terminal_tokens_allocation ON terminal_tokens (allocation_id);
    CREATE TABLE terminal_token_counters (
      outcome text PRIMARY KEY CHECK (outcome IN ('consumed_ok', 'replay_rejected')),
      total bigint NOT NULL DEFAULT 0
    );
    INSERT INTO terminal_token_counters (outcome) VALUES ('consumed_ok'), ('replay_rejected');
    """
}
