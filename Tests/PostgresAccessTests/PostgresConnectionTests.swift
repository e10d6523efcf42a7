import Foundation
import PostgresAccess
import Testing

struct PostgresConnectionTests {
  @Test(
    "Hostile text comes back as it was sent",
    arguments: ["'; DROP TABLE t; --", "$1", "\\", "naïve – 漢字 👩‍🚀", "e\u{301}", "\u{1}\u{7f}\r\n", "\"", "{a,b}", ""])
  func textStaysData(text: String) async throws {
    let connection = try await SharedCluster.connection()
    try await connection.execute("CREATE TABLE t (v text NOT NULL)")
    #expect(try await connection.execute("INSERT INTO t VALUES (\(text))") == 1)
    let rows = try await connection.query("SELECT v FROM t WHERE v = \(text)")
    let read = try #require(try rows.first?.get("v", as: String.self))
    #expect(Array(read.utf8) == Array(text.utf8))
  }

  @Test("Every type goes to the server and back")
  func roundTrip() async throws {
    let connection = try await SharedCluster.connection()
    let id = UUID()
    let bytes = (0...255).map { UInt8($0) }
    let date = Date(timeIntervalSince1970: 1_795_255_200.125)
    let rows = try await connection.query(
      """
      SELECT \(Int.min)::bigint AS i, \(true)::bool AS b, \(0.1)::float8 AS d, \(id)::uuid AS u, \(bytes)::bytea AS y,
        \(JSONText(#"{"a":[1.50,"x"]}"#))::json AS j, \(date)::timestamptz AS t, \(nil as Int?)::int AS n, \([UInt8]())::bytea AS e
      """)
    let row = try #require(rows.first)
    #expect(try row.get("i", as: Int.self) == Int.min)
    #expect(try row.get("b", as: Bool.self))
    #expect(try row.get("d", as: Double.self) == 0.1)
    #expect(try row.get("u", as: UUID.self) == id)
    #expect(try row.get("y", as: [UInt8].self) == bytes)
    #expect(try row.get("j", as: JSONText.self).text == #"{"a":[1.50,"x"]}"#)
    #expect(try row.get("t", as: Date.self) == date)
    #expect(try row.get("n", as: Int?.self) == nil)
    #expect(try row.get("e", as: [UInt8].self).isEmpty)
    #expect(throws: PostgresError.self) { try row.get("n", as: Int.self) }
    #expect(throws: PostgresError.self) { try row.get("absent", as: Int.self) }
  }

  @Test("Megabytes go in both directions")
  func largeValue() async throws {
    let connection = try await SharedCluster.connection()
    let text = String(repeating: "0123456789abcdef", count: 500_000)
    let rows = try await connection.query("SELECT \(text)::text AS v")
    #expect(try rows.first?.get("v", as: String.self).utf8.count == text.utf8.count)
  }

  @Test("A refused statement says its state and constraint, keeps row values out of the description, and leaves the connection usable")
  func refusal() async throws {
    let connection = try await SharedCluster.connection()
    try await connection.execute("CREATE TABLE t (v text CONSTRAINT one_only UNIQUE)")
    try await connection.execute("INSERT INTO t VALUES (\("s3cret"))")
    let error = await postgresError { try await connection.execute("INSERT INTO t VALUES (\("s3cret"))") }
    guard case .queryFailed(let failure) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(failure.sqlState == "23505")
    #expect(failure.constraint == "one_only")
    #expect(failure.detail?.contains("s3cret") == true)
    #expect(!failure.description.contains("s3cret"))
    #expect(try await connection.query("TABLE t").count == 1)
  }

  @Test("Statements of several tasks on one connection each get their own answer")
  func concurrentUse() async throws {
    let connection = try await SharedCluster.connection()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        group.addTask { try await connection.query("SELECT \(number)::int AS n").first?.get("n", as: Int.self) == number }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test("A statement past its deadline ends in a timeout, closes the connection and is stopped on the server")
  func queryTimeout() async throws {
    let configuration = try await SharedCluster.database()
    let connection = try await PostgresConnection.connect(configuration)
    let error = await postgresError { try await connection.query("SELECT pg_sleep(600)", timeout: .milliseconds(100)) }
    #expect(error == .timeout(operation: "SELECT pg_sleep(600)", limit: .milliseconds(100)))
    #expect(await !connection.isOpen)
    #expect(await postgresError { try await connection.query("SELECT 1") }?.isUnavailability == true)
    try await expectNobodySleeps(configuration)
  }

  @Test("Cancelling the task ends a running statement at once, here and on the server")
  func cancellation() async throws {
    let configuration = try await SharedCluster.database()
    let connection = try await PostgresConnection.connect(configuration)
    let observer = try await PostgresConnection.connect(configuration)
    await #expect(throws: CancellationError.self) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { _ = try await connection.query("SELECT pg_sleep(600)") }
        try await wait(for: observer) { $0 > 0 }
        group.cancelAll()
        try await group.waitForAll()
      }
    }
    #expect(await !connection.isOpen)
    try await expectNobodySleeps(configuration)
  }

  @Test("Closing the connection ends a running statement")
  func closing() async throws {
    let configuration = try await SharedCluster.database()
    let connection = try await PostgresConnection.connect(configuration)
    let observer = try await PostgresConnection.connect(configuration)
    async let ending = postgresError { try await connection.query("SELECT pg_sleep(600)") }
    try await wait(for: observer) { $0 > 0 }
    await connection.close()
    #expect(await ending == .closed)
  }

  @Test("A result beyond the bound is an error")
  func resultBound() async throws {
    var configuration = try await SharedCluster.database()
    configuration.maximumResultBytes = 100_000
    let connection = try await PostgresConnection.connect(configuration)
    let error = await postgresError { try await connection.query("SELECT repeat('x', 1000) FROM generate_series(1, 1000000)") }
    #expect(error == .resultTooLarge(limitBytes: 100_000))
  }

  @Test("A script runs all its statements, and a plain statement only one")
  func scripts() async throws {
    let connection = try await SharedCluster.connection()
    try await connection.executeScript("CREATE TABLE a (v int); INSERT INTO a VALUES (1), (2)")
    #expect(try await connection.query("TABLE a").count == 2)
    #expect(await postgresError { try await connection.execute("SELECT 1; DROP TABLE a") } != nil)
    #expect(try await connection.query("TABLE a").count == 2)
  }

  @Test("COPY is refused instead of hanging")
  func copy() async throws {
    let connection = try await SharedCluster.connection()
    guard case .invalidParameter = await postgresError({ try await connection.execute("COPY (SELECT 1) TO STDOUT") }) else {
      return #expect(Bool(false))
    }
  }

  @Test("A wrong password and a missing database say why")
  func refusedLogin() async throws {
    var configuration = try await SharedCluster.database()
    let missing = configuration.with(database: "absent")
    configuration.password = "wrong"
    for (wrong, word) in [(configuration, "password"), (missing, "absent")] {
      let error = await postgresError { _ = try await PostgresConnection.connect(wrong) }
      guard case .connectionFailed(_, let reason) = error else { return #expect(Bool(false), "\(String(describing: error))") }
      #expect(reason.contains(word))
    }
  }

  @Test("A host that accepts and never answers ends in a timeout, a port without a listener in a refusal")
  func unreachable() async throws {
    let silent = try SilentListener()
    var configuration = PostgresConfiguration(host: "127.0.0.1", port: silent.port, user: "u", database: "d")
    configuration.connectTimeout = .milliseconds(200)
    guard case .timeout = await postgresError({ _ = try await PostgresConnection.connect(configuration) }) else {
      return #expect(Bool(false))
    }
    silent.close()
    configuration.connectTimeout = .seconds(20)
    guard case .connectionFailed = await postgresError({ _ = try await PostgresConnection.connect(configuration) }) else {
      return #expect(Bool(false))
    }
  }

  @Test("A host name is resolved, and one that does not exist is an error")
  func hostNames() async throws {
    let configuration = try await SharedCluster.database()
    let named = try await PostgresConnection.connect(configuration.with(host: "localhost", port: configuration.port))
    #expect(try await named.query("SELECT 1").count == 1)
    guard
      case .connectionFailed = await postgresError({
        _ = try await PostgresConnection.connect(configuration.with(host: "absent.invalid", port: 1))
      })
    else { return #expect(Bool(false)) }
  }

  /// Asks the server until as many statements sleep as wanted; fails after a minute.
  private func wait(for observer: PostgresConnection, until isRight: (Int) -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !isRight(try await sleepers(observer)) {
      try #require(ContinuousClock.now < deadline, "the sleeping statements did not become what was expected")
      await Task.yield()
    }
  }

  private func sleepers(_ observer: PostgresConnection) async throws -> Int {
    let rows = try await observer.query(
      """
      SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active'
      """)
    return try rows.first?.get("n") ?? 0
  }

  private func expectNobodySleeps(_ configuration: PostgresConfiguration) async throws {
    let observer = try await PostgresConnection.connect(configuration)
    try await wait(for: observer) { $0 == 0 }
  }

  @Test("Connections that the server ends take nothing from those that are made meanwhile")
  func endedConnectionsLeaveOthersAlone() async throws {
    let configuration = try await SharedCluster.database()
    let killer = try await PostgresConnection.connect(configuration)
    for _ in 0..<10 {
      var victims: [PostgresConnection] = []
      for _ in 0..<12 { victims.append(try await PostgresConnection.connect(configuration)) }
      var numbers: [String] = []
      for victim in victims { numbers.append("\(await victim.serverProcessID)") }
      let processes = numbers.joined(separator: ",")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<6 {
              let newcomer = try await PostgresConnection.connect(configuration)
              #expect(try await newcomer.query("SELECT 1").count == 1)
            }
          }
        }
        group.addTask {
          try await killer.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND pid = ANY(string_to_array(\(processes), ',')::int[])
            """)
        }
        try await group.waitForAll()
      }
    }
  }
}
