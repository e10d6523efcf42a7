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
  public func transaction<Value: Sendable>(_ body: @Sendable (PostgresConnection) async throws -> Value) async throws -> Value {
    try await withConnection { try await $0.transaction(body) }
  }

  /// Lends a connection for the time of `body`.
  public func withConnection<Value: Sendable>(_ body: @Sendable (PostgresConnection) async throws -> Value) async throws -> Value {
    try await permits.acquire(within: acquireTimeout)
    defer { permits.release() }
    let connection = try await connection()
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
    let connections = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for connection in connections { await connection.close() }
  }

  private func connection() async throws -> PostgresConnection {
    while let candidate = idle.withLock({ $0.popLast() }) {
      if await candidate.isUsable() { return candidate }
      await candidate.close()
    }
    return try await PostgresConnection.connect(configuration, queryTimeout: queryTimeout)
  }

  private func giveBack(_ connection: PostgresConnection) async {
    if await connection.isUsable(), !isShutDown.load(ordering: .sequentiallyConsistent) {
      idle.withLock { $0.append(connection) }
    } else {
      await connection.close()
    }
  }
}
