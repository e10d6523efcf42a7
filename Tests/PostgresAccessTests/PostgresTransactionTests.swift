import PostgresAccess
import Testing

struct PostgresTransactionTests {
  private struct Refusal: Error {}

  private func table() async throws -> PostgresConnection {
    let connection = try await SharedCluster.connection()
    try await connection.execute("CREATE TABLE t (v int UNIQUE)")
    return connection
  }

  @Test("What a transaction did stays when its body returns")
  func commits() async throws {
    let connection = try await table()
    let answer = try await connection.transaction { connection in
      try await connection.execute("INSERT INTO t VALUES (1)")
      return 42
    }
    #expect(answer == 42)
    #expect(try await connection.query("TABLE t").count == 1)
  }

  @Test("What a transaction did is gone when its body throws")
  func rollsBack() async throws {
    let connection = try await table()
    await #expect(throws: Refusal.self) {
      try await connection.transaction { connection in
        try await connection.execute("INSERT INTO t VALUES (1)")
        throw Refusal()
      }
    }
    #expect(try await connection.query("TABLE t").isEmpty)
  }

  @Test("A cancelled task rolls back, and the connection stays usable when nothing was running")
  func rollsBackWhenCancelled() async throws {
    let connection = try await table()
    await #expect(throws: CancellationError.self) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await connection.transaction { connection in
            try await connection.execute("INSERT INTO t VALUES (1)")
            withUnsafeCurrentTask { $0?.cancel() }
          }
        }
        try await group.waitForAll()
      }
    }
    #expect(try await connection.query("TABLE t").isEmpty)
  }

  @Test("A caught failure inside does not make a doomed transaction look committed")
  func doomed() async throws {
    let connection = try await table()
    let error = await postgresError {
      try await connection.transaction { connection in
        try await connection.execute("INSERT INTO t VALUES (1)")
        _ = try? await connection.execute("INSERT INTO t VALUES (1)")
      }
    }
    guard case .queryFailed(let failure) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(failure.sqlState == "25P02")
    #expect(try await connection.query("TABLE t").isEmpty)
  }

  @Test("A transaction inside a transaction is refused")
  func nesting() async throws {
    let connection = try await table()
    let error = await postgresError {
      try await connection.transaction { connection in try await connection.transaction { _ in } }
    }
    guard case .invalidParameter = error else { return #expect(Bool(false)) }
  }
}
