/// The bodies of the evidence runtime's requests and responses, as the contract names their fields.
enum EvidenceMessages {
  struct CreateSession: Decodable {
    let budget: SessionBudget
    let region: SessionPlacement.Region?
    let priority: SessionPlacement.Priority?

    private enum Keys: String, CodingKey, CaseIterable { case budget, region, priority }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.closedContainer(keyedBy: Keys.self)
      budget = try fields.optional(SessionBudget.self, forKey: .budget) ?? .standard
      region = try fields.optional(SessionPlacement.Region.self, forKey: .region)
      priority = try fields.optional(SessionPlacement.Priority.self, forKey: .priority)
    }

    var placement: SessionPlacement {
      SessionPlacement(region: region ?? SessionPlacement.standard.region, priority: priority ?? SessionPlacement.standard.priority)
    }

    /// The first field that only phase 2 knows.
    var phase2Field: String? {
      if region != nil { return Keys.region.rawValue }
      return priority == nil ? nil : Keys.priority.rawValue
    }
  }

  struct Run: Decodable {
    let query: String

    private enum Keys: String, CodingKey, CaseIterable { case query }

    init(from decoder: any Decoder) throws {
      query = try decoder.closedContainer(keyedBy: Keys.self).decode(String.self, forKey: .query)
    }
  }

  struct Session: Encodable {
    let sessionID: String
    let state: String
    let terminalMode: TerminalMode?
    let budget: SessionBudget
    let usage: Usage
    let createdAt: String
    /// Only in the answer to the creation.
    var sessionToken: String?

    enum CodingKeys: String, CodingKey {
      case state, budget, usage
      case sessionID = "session_id"
      case terminalMode = "terminal_mode"
      case createdAt = "created_at"
      case sessionToken = "session_token"
    }

    init(_ session: EvidenceSession, remainingMilliseconds: Int?, token: String? = nil) {
      sessionID = session.id
      state = session.terminalMode == nil ? "OPEN" : "FINALIZED"
      terminalMode = session.terminalMode
      budget = session.budget
      usage = Usage(session.usage, remainingMilliseconds: remainingMilliseconds)
      createdAt = ServiceInstant(microseconds: session.createdAtMilliseconds * 1_000).rfc3339
      sessionToken = token
    }
  }

  struct Placement: Encodable {
    let region: SessionPlacement.Region
    let priority: SessionPlacement.Priority

    init(_ placement: SessionPlacement) { (region, priority) = (placement.region, placement.priority) }
  }

  struct Usage: Encodable {
    let calls: Int
    let bytes: Int
    /// Null if the wall clock is not limited.
    let remainingMilliseconds: Int?

    enum CodingKeys: String, CodingKey {
      case calls, bytes
      case remainingMilliseconds = "remaining_wallclock_ms"
    }

    init(_ usage: BudgetUsage, remainingMilliseconds: Int?) {
      calls = usage.calls
      bytes = usage.bytes
      self.remainingMilliseconds = remainingMilliseconds
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(calls, forKey: .calls)
      try fields.encode(bytes, forKey: .bytes)
      try fields.encode(remainingMilliseconds, forKey: .remainingMilliseconds)
    }
  }

  struct CallResult: Encodable {
    let sequence: Int
    let rows: [EvidenceRow]
    let byteCount: Int
    let usage: Usage

    enum CodingKeys: String, CodingKey {
      case sequence, rows, usage
      case byteCount = "byte_count"
    }
  }

  struct RunResult: Encodable {
    let stopReason: StopReason
    let operators: [EvidenceOperator]
    let usage: Usage

    enum CodingKeys: String, CodingKey {
      case operators, usage
      case stopReason = "stop_reason"
    }
  }

  struct Finalized: Encodable {
    let sessionID: String
    let terminalMode: TerminalMode

    enum CodingKeys: String, CodingKey {
      case sessionID = "session_id"
      case terminalMode = "terminal_mode"
    }
  }

  struct LedgerPage: Encodable {
    let entries: [LedgerEntry]
    /// Null on the last page.
    let nextAfter: Int?

    enum CodingKeys: String, CodingKey {
      case entries
      case nextAfter = "next_after"
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(entries, forKey: .entries)
      try fields.encode(nextAfter, forKey: .nextAfter)
    }
  }
}
