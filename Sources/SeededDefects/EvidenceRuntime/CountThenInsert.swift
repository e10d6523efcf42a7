import PostgresAccess
import ReferenceService

/// Looks how many sessions are open, and then counts one more.
struct CountThenInsert: SessionQuotaKeeping {
  let healthy: any SessionQuotaKeeping

  func take(_ tenantID: String, on connection: PostgresConnection) async throws -> Bool {
    let rows = try await connection.query(
      "SELECT open_sessions < max_open_sessions AS allowed FROM tenant_session_quotas WHERE tenant_id = \(tenantID)")
    guard let row = rows.first else { return true }
    guard try row.get("allowed", as: Bool.self) else { return false }
    _ = try await connection.execute("UPDATE tenant_session_quotas SET open_sessions = open_sessions + 1 WHERE tenant_id = \(tenantID)")
    return true
  }

  func release(_ tenantID: String, on connection: PostgresConnection) async throws {
    try await healthy.release(tenantID, on: connection)
  }
}
