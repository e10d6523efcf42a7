/// A session as it is stored: whose it is, what it may spend and what it has spent.
public struct EvidenceSession: Sendable, Hashable {
  public var id: String
  public var tenantID: String
  public var principalID: String
  /// SHA-256 of the session token, in hex; the token itself is nowhere.
  public var tokenHash: String
  public var budget: SessionBudget
  public var usage: BudgetUsage
  /// Set when the session is finalized.
  public var terminalMode: TerminalMode?
  public var createdAtMilliseconds: Int64
}

/// What a ledger entry records.
public enum LedgerEntryKind: String, Sendable, Codable, CaseIterable {
  case sessionCreated = "SESSION_CREATED"
  case operatorCompleted = "OPERATOR_COMPLETED"
  case policyDenied = "POLICY_DENIED"
  case sourceUnavailable = "SOURCE_UNAVAILABLE"
  case budgetExceeded = "BUDGET_EXCEEDED"
  case sessionFinalized = "SESSION_FINALIZED"
}

/// One line of a session's ledger. Entries are numbered from 1 without gaps and never change.
public struct LedgerEntry: Codable, Sendable, Hashable {
  public var sequence: Int
  public var kind: LedgerEntryKind
  public var `operator`: EvidenceOperator?
  public var rowCount: Int
  public var byteCount: Int
  public var detail: String
  public var createdAtMilliseconds: Int64

  enum CodingKeys: String, CodingKey {
    case sequence, kind, `operator`, detail
    case rowCount = "row_count"
    case byteCount = "byte_count"
    case createdAtMilliseconds = "created_at_ms"
  }
}
