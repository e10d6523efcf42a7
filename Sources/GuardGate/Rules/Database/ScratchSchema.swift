import PostgresAccess

/// A database to try a schema on.
enum ScratchSchema {
  /// Connects, and closes the connection however it ends.
  static func reading<Value: Sendable>(
    _ url: String, _ body: @Sendable (PostgresConnection) async throws -> Value
  ) async throws -> Value {
    let connection = try await PostgresConnection.connect(try PostgresConfiguration(url: url))
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }
}
