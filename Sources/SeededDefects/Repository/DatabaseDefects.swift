import PostgresAccess
import ReferenceService

/// Faults of the schema and its migrations.
enum DatabaseDefects {
  static let all = [
    SeededDefect(
      "index.missing-session-time", requirements: ["S1-M12"], "The index of the audit by tenant and time begins with the time.",
      change: .schema {
        $0.replaceEverywhere(
          "audit_entry_tenant_time ON audit_entry (tenant_id, occurred_at)", with: "audit_entry_tenant_time ON audit_entry (occurred_at)")
      }),
    SeededDefect(
      "index.foreign-key-without", requirements: ["S1-M12"], "No index leads with the snapshot that a session refers to.",
      change: .schema { $0.replaceEverywhere("CREATE INDEX evidence_sessions_snapshot ON evidence_sessions (snapshot_id);", with: "") }),
    SeededDefect(
      "migration.downgrade-broken", requirements: ["S4-DB-001"], "The way back of a migration leaves its table.",
      change: .schema { schema in
        for index in schema.migrations.indices where schema.migrations[index].name == "tenant_session_quotas" {
          schema.migrations[index].down = "SELECT 1;"
        }
      }),
    SeededDefect(
      "migration.locks-table", requirements: ["S4-DB-001"], "A migration builds an index while nobody can write.",
      change: .files([
        FileEdit("fixtures/repository/db/migrations/0002_kinds.sql", replace: "CREATE INDEX CONCURRENTLY", with: "CREATE INDEX")
      ])),
  ]
}

extension ServiceSchema {
  /// Changes a text in the base schema and in every migration.
  fileprivate mutating func replaceEverywhere(_ text: String, with other: String) {
    base = base.replacing(text, with: other)
    for index in migrations.indices { migrations[index].up = migrations[index].up.replacing(text, with: other) }
  }
}
