import PostgresAccess

/// The ledger can be read.
struct LedgerProbe: ReadinessProbe {
  let name = "ledger"
  let timeout = Duration.seconds(1)
  let store: PostgresPool

  func check() async throws { _ = try await store.query("SELECT sequence FROM ledger_entries LIMIT 1") }
}
