import CLibPQ

/// One connection. Statements run one after the other, also when several tasks use it.
///
/// libpq is driven without blocking: the socket is watched by Dispatch and the task is suspended meanwhile. A statement
/// that does not end within its limit, or whose task is cancelled, closes the connection, since its answer could come
/// at any time; the server notices and ends the statement (`client_connection_check_interval`).
public actor PostgresConnection {
  public nonisolated let configuration: PostgresConfiguration
  private let handle: ConnectionHandle
  private let queryTimeout: Duration
  private var isBusy = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  private init(configuration: PostgresConfiguration, handle: ConnectionHandle, queryTimeout: Duration) {
    self.configuration = configuration
    self.handle = handle
    self.queryTimeout = queryTimeout
  }

  /// Connects and logs in.
  /// - Parameter queryTimeout: the limit of a statement for which none is given.
  /// - Throws: ``PostgresError/connectionFailed(server:reason:)``, ``PostgresError/timeout(operation:limit:)``.
  public static func connect(
    _ configuration: PostgresConfiguration, queryTimeout: Duration = .seconds(30)
  ) async throws -> PostgresConnection {
    let handle = try await Connecting.connect(configuration)
    return PostgresConnection(configuration: configuration, handle: handle, queryTimeout: queryTimeout)
  }

  /// True until it is closed or lost.
  public var isOpen: Bool { handle.pointer.map { PQstatus($0) == CONNECTION_OK } ?? false }

  /// Runs one statement and returns its rows.
  public func query(_ sql: SQL, timeout: Duration? = nil) async throws -> [PostgresRow] {
    try await exclusively { try await self.run(sql, timeout: timeout).rows }
  }

  /// Runs one statement and returns how many rows it touched.
  @discardableResult
  public func execute(_ sql: SQL, timeout: Duration? = nil) async throws -> Int {
    try await exclusively { try await self.run(sql, timeout: timeout).affected }
  }

  /// Runs text that may hold several statements, without parameters: DDL that no user has written.
  public func executeScript(_ text: String, timeout: Duration? = nil) async throws {
    try await exclusively {
      let exchange = Exchange(handle: self.handle, operation: "script", limit: timeout ?? self.queryTimeout)
      _ = try await exchange.run { PQsendQuery($0, text) }
    }
  }

  /// Runs `body` between BEGIN and COMMIT; a thrown error or cancellation rolls back.
  ///
  /// Only the body may use the connection meanwhile; the pool's `transaction` makes sure of that.
  public func transaction<Value: Sendable>(
    _ body: @Sendable (PostgresConnection) async throws -> Value
  ) async throws -> Value {
    try await execute("BEGIN")
    do {
      let value = try await body(self)
      try await execute("COMMIT")
      return value
    } catch {
      // A cancelled task cannot wait for ROLLBACK; closing does the same.
      if Task.isCancelled { close() } else { _ = try? await execute("ROLLBACK") }
      throw error
    }
  }

  /// Messages sent to a channel (`NOTIFY`). The connection serves nothing else while the sequence is read.
  public func listen(to channel: String) async throws -> AsyncThrowingStream<String, any Error> {
    try await execute("LISTEN \(identifier: channel)")
    return AsyncThrowingStream(unfolding: { try await self.nextNotification() })
  }

  public func close() { handle.close() }

  /// Looks, without waiting, whether the server has closed the connection.
  func isUsable() -> Bool {
    guard let pointer = handle.pointer, PQstatus(pointer) == CONNECTION_OK, !isBusy else { return false }
    guard PQconsumeInput(pointer) == 1 else { return false }
    return PQstatus(pointer) == CONNECTION_OK && PQtransactionStatus(pointer) == PQTRANS_IDLE
  }

  private func run(_ sql: SQL, timeout: Duration?) async throws -> QueryResult {
    if let problem = sql.problem { throw problem }
    let exchange = Exchange(handle: handle, operation: sql.text, limit: timeout ?? queryTimeout)
    return try await exchange.run { pointer in
      withCStrings(sql.parameters) { values in
        PQsendQueryParams(pointer, sql.text, Int32(values.count), nil, values, nil, nil, 0)
      }
    }
  }

  private func nextNotification() async throws -> String? {
    while true {
      let pointer = try handle.open()
      if let notification = PQnotifies(pointer) {
        defer { PQfreemem(notification) }
        return String(cString: notification.pointee.extra)
      }
      do {
        try await SocketWait.wait(PQsocket(pointer), .readable, until: .now.advanced(by: .seconds(3600)))
      } catch is SocketWaitTimeout {
        continue
      }
      guard PQconsumeInput(pointer) == 1 else { throw PostgresError.connectionLost(reason: handle.message) }
    }
  }

  private func exclusively<Value>(_ body: () async throws -> Value) async throws -> Value {
    if isBusy { await withCheckedContinuation { waiters.append($0) } } else { isBusy = true }
    defer { if waiters.isEmpty { isBusy = false } else { waiters.removeFirst().resume() } }
    return try await body()
  }
}

/// Calls `body` with C strings that live as long as the call; nil stays nil.
private func withCStrings<Result>(_ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
  let buffers = texts.map { text in
    text.map { text in
      let bytes = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
      var index = 0
      for byte in text.utf8 {
        bytes[index] = CChar(bitPattern: byte)
        index += 1
      }
      bytes[index] = 0
      return bytes
    }
  }
  defer { for buffer in buffers { buffer?.deallocate() } }
  return body(buffers.map { $0.map { UnsafePointer($0) } })
}
