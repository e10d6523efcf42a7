import Synchronization

/// A bounded number of connections that callers share.
///
/// A caller waits at most `acquireTimeout` for a connection; a connection that was lost or whose statement timed out
/// is thrown away, so that the pool recovers by itself when the server is back.
public final class PostgresPool: Sendable {
  public let configuration: PostgresConfiguration
  private let acquireTimeout: Duration
  private let queryTimeout: Duration
  private let permits: Permits
  private let idle = Mutex<[PostgresConnection]>([])
  private let isShutDown = Atomic(false)

  /// - Parameters:
  ///   - size: the most connections at a time.
  ///   - queryTimeout: the limit of a statement for which none is given.
  public init(
    configuration: PostgresConfiguration, size: Int = 8, acquireTimeout: Duration = .seconds(10), queryTimeout: Duration = .seconds(10)
  ) {
    self.configuration = configuration
    self.acquireTimeout = acquireTimeout
    self.queryTimeout = queryTimeout
    permits = Permits(count: max(1, size))
  }

  public func query(_ sql: SQL, timeout: Duration? = nil) async throws -> [PostgresRow] {
    try await withConnection { try await $0.query(sql, timeout: timeout) }
  }

  /// - Returns: how many rows the statement touched.
  @discardableResult
  public func execute(_ sql: SQL, timeout: Duration? = nil) async throws -> Int {
    try await withConnection { try await $0.execute(sql, timeout: timeout) }
  }

  /// Runs `body` in a transaction; a thrown error rolls it back.
  public func transaction<Value: Sendable>(
    timeout: Duration? = nil, _ body: @Sendable (PostgresConnection) async throws -> Value
  ) async throws -> Value {
    try await withConnection { try await $0.transaction(timeout: timeout, body) }
  }

  /// Lends a connection for the time of `body`.
  public func withConnection<Value: Sendable>(_ body: @Sendable (PostgresConnection) async throws -> Value) async throws -> Value {
    let deadline = ContinuousClock.now + acquireTimeout
    try await permits.acquire(within: acquireTimeout)
    defer { permits.release() }
    let connection = try await connection(within: max(.milliseconds(1), deadline - .now))
    do {
      let value = try await body(connection)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Closes what is idle; what is in use is closed when it comes back. Callers that wait get ``PostgresError/closed``.
  public func shutdown() async {
    isShutDown.store(true, ordering: .sequentiallyConsistent)
    permits.close()
    await closeIdle()
  }

  /// An idle connection that is still open, or a new one within what is left of the wait.
  private func connection(within limit: Duration) async throws -> PostgresConnection {
    let candidate = idle.withLock { idle -> PostgresConnection? in
      while let candidate = idle.popLast() {
        if candidate.health.load(ordering: .acquiring) == .clean { return candidate }
      }
      return nil
    }
    if let candidate { return candidate }
    return try await PostgresConnection.connect(configuration, queryTimeout: queryTimeout, within: limit)
  }

  private func giveBack(_ connection: PostgresConnection) async {
    if connection.health.load(ordering: .acquiring) == .inUse { await connection.rollBack() }
    switch connection.health.load(ordering: .acquiring) {
    case .clean where !isShutDown.load(ordering: .sequentiallyConsistent):
      idle.withLock { $0.append(connection) }
      // A shutdown between the question and the return has not seen this connection.
      if isShutDown.load(ordering: .sequentiallyConsistent) { await closeIdle() }
    case .clean, .inUse:
      await connection.close()
    case .closed:
      // What broke this connection has probably broken the idle ones too, and they cannot tell yet.
      await closeIdle()
    }
  }

  private func closeIdle() async {
    let connections = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for connection in connections { await connection.close() }
  }
}
