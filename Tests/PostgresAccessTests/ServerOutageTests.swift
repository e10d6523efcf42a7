import PostgresAccess
import PostgresCluster
import Testing

@Suite(.serialized)
struct ServerOutageTests {
  @Test("A frozen server ends calls in a timeout, and the pool works again when it goes on")
  func frozen() async throws {
    let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
    let pool = PostgresPool(configuration: cluster.configuration(), size: 2, acquireTimeout: .milliseconds(500))
    _ = try await eventually { try await pool.query("SELECT 1") }
    cluster.pause()
    for _ in 0..<3 {
      let error = await postgresError { try await pool.query("SELECT 1", timeout: .milliseconds(100)) }
      guard case .timeout = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
    cluster.resume()
    #expect(try await eventually { try await pool.query("SELECT 1").count } == 1)
    await pool.shutdown()
    await cluster.stop()
  }

  @Test("After a crash and restart of the server the pool works again")
  func crash() async throws {
    let cluster = try await PostgresCluster.start(options: .init(startTimeout: .seconds(120)))
    let pool = PostgresPool(configuration: cluster.configuration(), size: 2)
    _ = try await eventually { try await pool.query("SELECT 1") }
    await cluster.kill()
    #expect(await postgresError { try await pool.query("SELECT 1") }?.isUnavailability == true)
    try await cluster.restart()
    // The first call may meet a connection whose end has not been noticed yet.
    _ = await postgresError { try await pool.query("SELECT 1") }
    #expect(try await eventually { try await pool.query("SELECT 1").count } == 1)
    await pool.shutdown()
    await cluster.stop()
  }
}
