import CLibPQ

/// What one statement gave.
struct QueryResult: Sendable {
  var rows: [PostgresRow] = []
  var affected = 0
}

/// Sends one statement and reads its answer to the end, within a limit.
struct Exchange {
  let handle: ConnectionHandle
  let operation: String
  let limit: Duration

  func run(_ send: (OpaquePointer) -> Int32) async throws -> QueryResult {
    let deadline = ContinuousClock.now.advanced(by: limit)
    let pointer = try handle.open()
    guard send(pointer) == 1 else { throw lost() }
    do {
      try await flush(until: deadline)
      return try await readResults(until: deadline)
    } catch is SocketWaitTimeout {
      handle.close()
      throw PostgresError.timeout(operation: String(operation.prefix(120)), limit: limit)
    } catch let error as CancellationError {
      handle.close()
      throw error
    }
  }

  private func flush(until deadline: ContinuousClock.Instant) async throws {
    while true {
      let pointer = try handle.open()
      switch PQflush(pointer) {
      case 0: return
      case 1: try await SocketWait.wait(PQsocket(pointer), .writable, until: deadline)
      default: throw lost()
      }
    }
  }

  private func readResults(until deadline: ContinuousClock.Instant) async throws -> QueryResult {
    var last = QueryResult()
    var failure: PostgresError?
    while true {
      let pointer = try handle.open()
      while PQisBusy(pointer) == 1 {
        try await SocketWait.wait(PQsocket(pointer), .readable, until: deadline)
        guard PQconsumeInput(pointer) == 1 else { throw lost() }
      }
      guard let result = PQgetResult(pointer) else { break }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: last = QueryResult(affected: Self.affected(result))
      case PGRES_TUPLES_OK: last = QueryResult(rows: Self.rows(result), affected: Self.affected(result))
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        handle.close()
        throw PostgresError.invalidParameter(reason: "COPY is not supported")
      default: failure = failure ?? Self.failure(result)
      }
    }
    if PQstatus(try handle.open()) != CONNECTION_OK { throw lost() }
    if let failure { throw failure }
    return last
  }

  private func lost() -> PostgresError {
    let reason = handle.message
    handle.close()
    return .connectionLost(reason: reason)
  }

  private static func affected(_ result: OpaquePointer) -> Int {
    PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  private static func rows(_ result: OpaquePointer) -> [PostgresRow] {
    let width = PQnfields(result)
    let columns = (0..<width).map { String(cString: PQfname(result, $0)) }
    return (0..<PQntuples(result)).map { row in
      let values: [String?] = (0..<width).map { column in
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return nil }
        let count = Int(PQgetlength(result, row, column))
        return start.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
          String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        }
      }
      return PostgresRow(columns: columns, values: values)
    }
  }

  private static func failure(_ result: OpaquePointer) -> PostgresError {
    func field(_ code: Character) -> String? {
      guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
      return String(cString: text)
    }
    return .queryFailed(
      QueryFailure(sqlState: field("C") ?? "", message: field("M") ?? "no message", detail: field("D"), constraint: field("n")))
  }
}
