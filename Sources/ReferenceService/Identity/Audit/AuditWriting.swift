import PostgresAccess

/// Keeps what must be accounted for; a request that cannot be recorded is not served.
public protocol AuditWriting: Sendable {
  func record(action: String, by principal: Principal, correlationID: String) async throws
  /// Records a step of somebody's authentication.
  func record(_ event: AuthenticationEvent, stamp: AuditStamp) async throws
}

/// A step of somebody's authentication, without anything that is secret.
public struct AuthenticationEvent: Sendable, Hashable {
  public let action: String
  /// `service:<id>`, or a digest of a name that is no account's.
  public let actor: String
  /// Empty where there is none.
  public let tenantID: String
  public let result: AuditResult
  public let reason: String?

  public init(_ action: String, actor: String, tenantID: String, result: AuditResult, reason: String? = nil) {
    self.action = action
    self.actor = actor
    self.tenantID = tenantID
    self.result = result
    self.reason = reason
  }
}

/// Writes audit entries to the store, and counts those that it could not write.
struct StoreAuditWriter: AuditWriting {
  let store: PostgresPool
  let clock: any ServiceClock
  let random: any ServiceRandom
  let metrics: MetricsRegistry

  func record(action: String, by principal: Principal, correlationID: String) async throws {
    let stamp = AuditStamp(entryID: try random.identifier(), correlationID: correlationID, addressDigest: nil, at: clock.now())
    try await insert(stamp.values(action: action, actor: principal.subject, tenantID: principal.tenantID))
  }

  func record(_ event: AuthenticationEvent, stamp: AuditStamp) async throws {
    try await insert(
      stamp.values(action: event.action, actor: event.actor, tenantID: event.tenantID, result: event.result, reason: event.reason))
  }

  private func insert(_ values: SQL) async throws {
    do {
      _ = try await store.execute("INSERT INTO audit_entry (\(AuditStamp.columns)) SELECT \(values)")
    } catch {
      metrics.increment(IdentityMetrics.auditFailures)
      throw error
    }
  }
}
