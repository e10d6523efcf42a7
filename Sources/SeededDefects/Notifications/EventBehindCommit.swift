import PostgresAccess
import ReferenceService

/// Commits the change and then writes its event: whoever is cut off between the two has a change that nobody is told of.
struct EventBehindCommit: OutboxWriter {
  let healthy: any OutboxWriter

  func write(_ event: OutboxEvent, on connection: PostgresConnection) async throws {
    _ = try await connection.execute("COMMIT")
    _ = try await connection.execute("BEGIN")
    try await healthy.write(event, on: connection)
  }
}
