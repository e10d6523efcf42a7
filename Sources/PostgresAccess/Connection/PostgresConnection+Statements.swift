extension PostgresConnection {
  /// Runs one statement and returns its rows.
  /// - Throws: ``PostgresError``, or `CancellationError`.
  public func query(_ sql: SQL, timeout: Duration? = nil) async throws -> [PostgresRow] {
    try await run(sql.statement(), timeout: timeout).rows
  }

  /// Runs one statement and returns how many rows it touched.
  @discardableResult
  public func execute(_ sql: SQL, timeout: Duration? = nil) async throws -> Int {
    try await run(sql.statement(), timeout: timeout).affected
  }

  /// Runs text that may hold several statements, without parameters: DDL that no user has written.
  public func executeScript(_ text: String, timeout: Duration? = nil) async throws {
    guard !text.utf8.contains(0) else { throw PostgresError.invalidParameter(reason: "a script holds a NUL character") }
    _ = try await run(Statement(text: text, parameters: [], isScript: true), timeout: timeout)
  }

  /// Payloads of the messages sent to a channel (`NOTIFY`) after this call has returned.
  ///
  /// The stream keeps the connection alive and ends quietly when that is closed. It throws ``PostgresError/connectionLost(reason:)``
  /// when the connection breaks, and ``PostgresError/notificationsOverflowed(limit:)`` when too many wait unread: listen anew then,
  /// and read the state that the messages are about. A pool does not lend a connection again that has listened.
  public func listen(to channel: String) async throws -> AsyncThrowingStream<String, any Error> {
    let (id, stream) = subscribe(to: [channel])
    do {
      try await execute("LISTEN \(identifier: channel)")
    } catch {
      unsubscribe(id)
      throw error
    }
    return AsyncThrowingStream(unfolding: {
      defer { withExtendedLifetime(self) {} }
      for try await notification in stream { return notification.payload }
      return nil
    })
  }

  /// Sends a message to a channel; inside a transaction it goes out with the commit. A payload has less than 8000 bytes.
  public func notify(_ channel: String, payload: String = "") async throws {
    try await execute("SELECT pg_notify(\(channel), \(payload))")
  }
}
