import PostgresAccess
import Testing

struct PostgresNotificationTests {
  @Test("Messages arrive in order, also on a channel with a hostile name")
  func delivers() async throws {
    let configuration = try await SharedCluster.database()
    let channel = "a\"; DROP TABLE t; --"
    let listener = try await PostgresConnection.connect(configuration)
    let stream = try await listener.listen(to: channel)
    let sender = try await PostgresConnection.connect(configuration)
    for number in 0..<20 { try await sender.notify(channel, payload: "\(number)") }
    var received: [String] = []
    for try await payload in stream {
      received.append(payload)
      if received.count == 20 { break }
    }
    #expect(received == (0..<20).map { "\($0)" })
    #expect(try await listener.query("SELECT 1").count == 1)
  }

  @Test("A message of a rolled back transaction is never sent")
  func transactional() async throws {
    let configuration = try await SharedCluster.database()
    let stream = try await PostgresConnection.connect(configuration).listen(to: "c")
    let sender = try await PostgresConnection.connect(configuration)
    _ = await postgresError {
      try await sender.transaction { sender in
        try await sender.notify("c", payload: "lost")
        throw PostgresError.closed
      }
    }
    try await sender.notify("c", payload: "kept")
    for try await payload in stream {
      #expect(payload == "kept")
      break
    }
  }

  @Test("The stream throws when the server ends the connection, and ends quietly when we close it")
  func ends() async throws {
    let configuration = try await SharedCluster.database()
    let broken = try await PostgresConnection.connect(configuration)
    let stream = try await broken.listen(to: "c")
    let killer = try await PostgresConnection.connect(configuration)
    try await killer.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
    guard case .connectionLost = await postgresError({ for try await _ in stream {} }) else { return #expect(Bool(false)) }

    let closed = try await PostgresConnection.connect(configuration)
    let quiet = try await closed.listen(to: "c")
    await closed.close()
    for try await _ in quiet { #expect(Bool(false)) }
  }
}
