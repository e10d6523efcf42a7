import PostgresAccess
import ReferenceService

/// Reads the total, adds one, and writes it back: of two that read the same total, one is lost.
struct LostUpdateCounting: TerminalTokenCounting {
  func count(_ outcome: TerminalTokenOutcome, on connection: PostgresConnection) async throws -> Int64 {
    let rows = try await connection.query("SELECT total FROM terminal_token_counters WHERE outcome = \(outcome.rawValue)")
    let total = (try rows.first?.get("total", as: Int64.self) ?? 0) + 1
    _ = try await connection.execute(
      "UPDATE terminal_token_counters SET total = \(total)::bigint WHERE outcome = \(outcome.rawValue)")
    return total
  }
}
