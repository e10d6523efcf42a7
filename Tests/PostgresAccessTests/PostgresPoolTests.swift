import PostgresAccess
import Testing

struct PostgresPoolTests {
  @Test("A caller that gets no connection in time is told so, and the pool goes on")
  func exhaustion() async throws {
    let pool = PostgresPool(configuration: try await SharedCluster.database(), size: 1, acquireTimeout: .milliseconds(500))
    // Its one connection is made first, which may take longer than the wait that is meant here.
    _ = try await eventually { try await pool.query("SELECT 1") }
    let error = try await pool.withConnection { connection in
      _ = try await connection.query("SELECT 1")
      return await postgresError { try await pool.query("SELECT 1") }
    }
    #expect(error == .poolExhausted(size: 1, waited: .milliseconds(500)))
    #expect(try await pool.query("SELECT 1").count == 1)
    await pool.shutdown()
  }

  @Test("Cancelling a caller that waits for a connection ends its wait and costs no connection")
  func cancelledWait() async throws {
    let pool = PostgresPool(configuration: try await SharedCluster.database(), size: 1, acquireTimeout: .seconds(60))
    _ = try await pool.withConnection { _ in
      await #expect(throws: CancellationError.self) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { _ = try await pool.query("SELECT 1") }
          group.cancelAll()
          try await group.waitForAll()
        }
      }
    }
    #expect(try await pool.query("SELECT 1").count == 1)
    await pool.shutdown()
  }

  @Test("Many callers share few connections")
  func sharing() async throws {
    let pool = PostgresPool(configuration: try await SharedCluster.database(), size: 3, acquireTimeout: .seconds(60))
    let backends = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<60 { group.addTask { try await pool.query("SELECT pg_backend_pid() AS p").first?.get("p") ?? 0 } }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect((1...3).contains(backends.count))
    await pool.shutdown()
  }

  @Test("After a statement timed out the pool gives a new connection")
  func timeout() async throws {
    let pool = PostgresPool(configuration: try await SharedCluster.database(), size: 1)
    let error = await postgresError { try await pool.query("SELECT pg_sleep(600)", timeout: .milliseconds(100)) }
    guard case .timeout = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(try await pool.query("SELECT 1").count == 1)
    await pool.shutdown()
  }

  @Test("A transaction that a borrower left open is rolled back before the next one gets the connection")
  func leftOpen() async throws {
    let pool = PostgresPool(configuration: try await SharedCluster.database(), size: 1)
    try await pool.execute("CREATE TABLE t (v int)")
    try await pool.withConnection { connection in
      try await connection.execute("BEGIN")
      try await connection.execute("INSERT INTO t VALUES (1)")
    }
    #expect(try await pool.query("TABLE t").isEmpty)
    await pool.shutdown()
  }

  @Test("Connections that the server ended are replaced")
  func replaced() async throws {
    let configuration = try await SharedCluster.database()
    let pool = PostgresPool(configuration: configuration, size: 2)
    _ = try await pool.query("SELECT 1")
    let killer = try await PostgresConnection.connect(configuration)
    try await killer.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    // The first call may meet the connection whose end has not been noticed yet.
    _ = await postgresError { try await pool.query("SELECT 1") }
    #expect(try await pool.query("SELECT 1").count == 1)
    await pool.shutdown()
  }

  @Test("After shutdown every call is refused")
  func shutdown() async throws {
    let pool = PostgresPool(configuration: try await SharedCluster.database(), size: 1)
    _ = try await pool.query("SELECT 1")
    await pool.shutdown()
    #expect(await postgresError { try await pool.query("SELECT 1") } == .closed)
  }
}
