import PostgresAccess

/// Keeps tenants to the number of open sessions that they may have.
public protocol SessionQuotaKeeping: Sendable {
  /// Counts one more open session, in the transaction that makes it.
  /// - Returns: Whether the tenant may have it.
  func take(_ tenantID: String, on connection: PostgresConnection) async throws -> Bool
  /// Counts one open session less, in the transaction that ends it.
  func release(_ tenantID: String, on connection: PostgresConnection) async throws
}

/// Compares and counts in one statement. A tenant without a quota waits for nobody.
public struct AtomicSessionQuota: SessionQuotaKeeping {
  public init() {}

  public func take(_ tenantID: String, on connection: PostgresConnection) async throws -> Bool {
    let rows = try await connection.query(
      """
      WITH taken AS (
        UPDATE tenant_session_quotas SET open_sessions = open_sessions + 1
        WHERE tenant_id = \(tenantID) AND open_sessions < max_open_sessions
        RETURNING 1
      )
      SELECT EXISTS (SELECT 1 FROM taken) OR NOT EXISTS (SELECT 1 FROM tenant_session_quotas WHERE tenant_id = \(tenantID)) AS allowed
      """)
    return try rows.first?.get("allowed") ?? false
  }

  public func release(_ tenantID: String, on connection: PostgresConnection) async throws {
    _ = try await connection.execute(
      "UPDATE tenant_session_quotas SET open_sessions = open_sessions - 1 WHERE tenant_id = \(tenantID) AND open_sessions > 0")
  }
}
