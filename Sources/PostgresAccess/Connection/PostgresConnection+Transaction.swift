extension PostgresConnection {
  /// How long a rollback may take; after that the connection is closed, which rolls back too.
  private static let rollbackTimeout: Duration = .seconds(5)

  /// Runs `body` between BEGIN and COMMIT; a thrown error or cancellation rolls back.
  ///
  /// Only the body may use the connection meanwhile; the pool's `transaction` makes sure of that. Transactions do not nest. A
  /// statement that failed inside has doomed the transaction, even where `body` caught its error; that is an error here. Once COMMIT
  /// is sent, cancellation does not end the wait for its outcome; the deadline does.
  public func transaction<Value: Sendable>(
    timeout: Duration? = nil, _ body: @Sendable (PostgresConnection) async throws -> Value
  ) async throws -> Value {
    guard !isInTransaction else {
      throw PostgresError.invalidParameter(reason: "a transaction is open already on this connection, and they do not nest")
    }
    try await execute("BEGIN")
    let value: Value
    do {
      value = try await body(self)
      try Task.checkCancellation()
    } catch {
      await rollBack()
      throw error
    }
    let ending = try await run(Statement(text: "COMMIT", parameters: [], isScript: false), timeout: timeout, shielded: true)
    guard ending.command == "COMMIT" else {
      let message = "the transaction was rolled back, as one of its statements had failed"
      throw PostgresError.queryFailed(QueryFailure(sqlState: "25P02", message: message))
    }
    return value
  }

  /// Ends an open transaction, if need be with the connection. Cancellation does not keep it from that.
  func rollBack() async {
    guard isInTransaction else { return }
    do {
      _ = try await run(
        Statement(text: "ROLLBACK", parameters: [], isScript: false), timeout: Self.rollbackTimeout, shielded: true)
    } catch {
      close()
    }
  }
}
