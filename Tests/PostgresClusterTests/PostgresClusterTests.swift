import PostgresAccess
import PostgresCluster
import Testing

struct PostgresClusterTests {
  @Test("A cluster starts, answers over loopback and is gone after it was stopped")
  func lifeCycle() async throws {
    let cluster = try await PostgresCluster.start()
    let connection = try await PostgresConnection.connect(cluster.configuration())
    let rows = try await connection.query("SELECT \(41)::int + 1 AS answer")
    #expect(try rows.first?.get("answer", as: Int.self) == 42)
    await connection.close()
    await cluster.stop()
    #expect(!cluster.isRunning)
    await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(cluster.configuration()) }
  }
}
