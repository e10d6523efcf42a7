import Foundation
import PostgresAccess

extension EvidenceSession {
  /// Reads the columns of a session joined with its runtime row.
  init(row: PostgresRow) throws {
    let mode = try row.get("terminal_mode", as: String?.self)
    self.init(
      id: try row.get("session_id"), tenantID: try row.get("tenant_id"), principalID: try row.get("principal_id"),
      tokenHash: try row.get("token_hash"),
      budget: SessionBudget(
        maxCalls: try row.get("max_calls"), maxBytes: try row.get("max_bytes"), maxWallclockMilliseconds: try row.get("max_wallclock_ms"),
        maxDepth: try row.get("max_depth"), maxParallelism: try row.get("max_parallelism")),
      usage: BudgetUsage(calls: try row.get("calls_used"), bytes: try row.get("bytes_used")),
      terminalMode: mode.flatMap(TerminalMode.init(rawValue:)), createdAtMilliseconds: try row.get("created_at_ms"))
  }
}

extension LedgerEntry {
  /// A row of `ledger_entries` names a kind that the service does not know.
  struct UnknownKind: Error { let kind: String }

  init(row: PostgresRow) throws {
    let name = try row.get("kind", as: String.self)
    guard let kind = LedgerEntryKind(rawValue: name) else { throw UnknownKind(kind: name) }
    self.init(
      sequence: try row.get("sequence"), kind: kind,
      operator: try row.get("operator", as: String?.self).flatMap(EvidenceOperator.init(rawValue:)),
      rowCount: try row.get("row_count"), byteCount: try row.get("byte_count"), detail: try row.get("detail"),
      createdAtMilliseconds: try row.get("created_at_ms"))
  }
}

/// The text form of a UUID (RFC 9562): 36 characters, hyphens at their places.
enum UUIDText {
  static func isValid(_ text: String) -> Bool { text.utf8.count == 36 && UUID(uuidString: text) != nil }
}
