import Cryptography
import PostgresAccess

/// A token as it is handed out, once.
struct IssuedTerminalToken: Sendable {
  let text: String
  let binding: TerminalBinding
  let expiresAt: ServiceInstant
}

/// Issues and consumes terminal tokens: 32 random bytes, stored only as a hash, good once and for a short time.
public struct TerminalTokens: Sendable {
  /// How long a token is good.
  public static let lifetime = Duration.seconds(60)
  /// Random bytes in a token.
  static let byteCount = 32
  /// Expired tokens that one issue clears away, so that the table stays small without a sweeper.
  private static let clearedAtOnce = 100

  private static let families: [TerminalTokenOutcome: MetricFamily] = [
    .consumed: .counter("terminal_tokens_consumed_ok_total", "Terminal tokens that opened a session."),
    .rejected: .counter("terminal_tokens_replay_rejected_total", "Attempts with a terminal token that was refused, for any reason."),
  ]

  private let pool: PostgresPool
  private let parts: TerminalParts
  private let clock: any ServiceClock
  private let random: any ServiceRandom
  private let metrics: MetricsRegistry
  private let outbox: any OutboxWriter

  init(parts: ServiceParts) {
    pool = parts.store
    self.parts = parts.terminal
    clock = parts.clock
    random = parts.random
    metrics = parts.metrics
    outbox = parts.notifications.outbox
    for family in Self.families.values { metrics.declare(family) }
  }

  /// Issues a token for a caller's own allocation. The first caller that uses an allocation owns it.
  ///
  /// - Throws: A 404 if the allocation is somebody else's or its id is none.
  func issue(for caller: Principal, allocationID: String) async throws -> IssuedTerminalToken {
    let unknown = ServiceError.notFound("There is no such allocation.")
    guard UUIDText.isValid(allocationID) else { throw unknown }
    let text = Base64URL.encode(try random.bytes(Self.byteCount))
    let binding = TerminalBinding(
      userID: caller.subject, tenantID: caller.tenantID, allocationID: allocationID.lowercased(), sessionID: try random.identifier())
    let now = clock.now()
    let expiresAt = now.advanced(by: Self.lifetime)
    let isOwner = try await pool.transaction { connection in
      guard try await Self.claim(binding, on: connection) else { return false }
      _ = try await connection.execute(
        """
        DELETE FROM terminal_tokens WHERE token_hash IN (
          SELECT token_hash FROM terminal_tokens WHERE expires_at_ms < \(now.milliseconds)::bigint
          LIMIT \(Self.clearedAtOnce)::integer FOR UPDATE SKIP LOCKED)
        """)
      _ = try await connection.execute(
        """
        INSERT INTO terminal_tokens (token_hash, user_id, tenant_id, allocation_id, session_id, expires_at_ms)
        VALUES (\(PresentedTerminalToken.hash(text)), \(binding.userID), \(binding.tenantID), \(binding.allocationID)::uuid,
          \(binding.sessionID)::uuid, \(expiresAt.milliseconds)::bigint)
        """)
      let event = OutboxEvent.terminalTokenIssued(
        tenantID: binding.tenantID, grantID: binding.sessionID, allocationID: binding.allocationID)
      try await outbox.write(event, on: connection)
      return true
    }
    guard isOwner else { throw unknown }
    return IssuedTerminalToken(text: text, binding: binding, expiresAt: expiresAt)
  }

  /// Uses a token up and counts the attempt, in one transaction.
  ///
  /// - Throws: The refusal, or `PostgresError` if the store cannot say.
  public func consume(_ token: PresentedTerminalToken) async throws -> TerminalBinding {
    let now = clock.now().milliseconds
    let (binding, outcome, total) = try await pool.transaction { connection in
      let binding = try await parts.taking.take(token, nowMilliseconds: now, on: connection)
      let outcome: TerminalTokenOutcome = binding == nil ? .rejected : .consumed
      return (binding, outcome, try await parts.counting.count(outcome, on: connection))
    }
    show(total, of: outcome)
    guard let binding else { throw parts.refusing.refusal(for: token) }
    return binding
  }

  /// Shows the totals of the store, so that a restart does not begin at zero.
  func showTotals() async throws {
    for row in try await pool.query("SELECT outcome, total FROM terminal_token_counters") {
      guard let outcome = TerminalTokenOutcome(rawValue: try row.get("outcome")) else { continue }
      show(try row.get("total"), of: outcome)
    }
  }

  private func show(_ total: Int64, of outcome: TerminalTokenOutcome) {
    guard let family = Self.families[outcome] else { return }
    metrics.raise(family, to: Double(total))
  }

  private static func claim(_ binding: TerminalBinding, on connection: PostgresConnection) async throws -> Bool {
    _ = try await connection.execute(
      """
      INSERT INTO terminal_allocations (allocation_id, tenant_id, user_id)
      VALUES (\(binding.allocationID)::uuid, \(binding.tenantID), \(binding.userID)) ON CONFLICT DO NOTHING
      """)
    let owned = try await connection.query(
      """
      SELECT 1 AS one FROM terminal_allocations
      WHERE allocation_id = \(binding.allocationID)::uuid AND tenant_id = \(binding.tenantID) AND user_id = \(binding.userID)
      """)
    return !owned.isEmpty
  }
}
