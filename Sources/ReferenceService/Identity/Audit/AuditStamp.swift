import PostgresAccess

/// When and for which request something happened, as every audit entry has it.
public struct AuditStamp: Sendable, Hashable {
  /// The id of an entry, should there be one.
  public let entryID: String
  public let correlationID: String
  /// The digest of the address that the request came from.
  public let addressDigest: String?
  public let at: ServiceInstant

  public init(entryID: String, correlationID: String, addressDigest: String?, at: ServiceInstant) {
    self.entryID = entryID
    self.correlationID = correlationID
    self.addressDigest = addressDigest
    self.at = at
  }

  public var milliseconds: Int64 { at.milliseconds }

  /// The columns that ``values(action:actor:tenantID:result:reason:)`` fills.
  static let columns: SQL = "entry_id, actor, action, tenant_id, result, reason, address_digest, correlation_id, occurred_at"

  /// An entry's values, for a statement that writes it together with what it tells of.
  func values(action: String, actor: String, tenantID: String, result: AuditResult = .done, reason: String? = nil) -> SQL {
    fields(action, actor: "\(actor)::text", tenant: "\(tenantID)::text", result, reason)
  }

  /// The same where the statement itself finds the columns `actor` and `tenant_id`.
  func found(action: String, reason: String? = nil) -> SQL {
    fields(action, actor: "actor", tenant: "coalesce(tenant_id, '')", .done, reason)
  }

  private func fields(_ action: String, actor: SQL, tenant: SQL, _ result: AuditResult, _ reason: String?) -> SQL {
    """
    \(entryID)::text, \(actor), \(action)::text, \(tenant), \(result.rawValue)::text, \(reason as String?)::text,
    \(addressDigest as String?)::text, \(correlationID)::text, \(at.rfc3339)::timestamptz
    """
  }
}

/// How what an entry tells of has ended.
public enum AuditResult: String, Sendable {
  case done, failed
}
