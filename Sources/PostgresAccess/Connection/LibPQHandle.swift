import CLibPQ

/// A libpq connection in non-blocking mode; frees it with the last reference.
///
/// Unchecked, because libpq allows one thread at a time: every call is made on the queue of the one ``PostgresConnection`` that owns
/// the handle.
final class LibPQHandle: @unchecked Sendable {
  enum Progress: Equatable {
    case wantsRead
    case wantsWrite
    case done
    case failed
  }

  private let connection: OpaquePointer

  /// Begins to connect. Nil when libpq has no memory.
  init?(keywords: [(String, String)]) {
    let names = keywords.map { Optional($0.0) } + [nil]
    let values = keywords.map { Optional($0.1) } + [nil]
    let started = withCStrings(names) { names in
      withCStrings(values) { values in PQconnectStartParams(names, values, 0) }
    }
    guard let started else { return nil }
    connection = started
    // Without a processor of our own libpq writes notices to standard error.
    PQsetNoticeProcessor(started, { _, _ in }, nil)
  }

  deinit {
    PQfinish(connection)
  }

  var socket: Int32 { PQsocket(connection) }
  var hasFailed: Bool { PQstatus(connection) == CONNECTION_BAD }
  var errorMessage: String { String(cString: PQerrorMessage(connection)).trimmingTrailingNewline }
  var isBusy: Bool { PQisBusy(connection) != 0 }
  /// The server process that serves this connection.
  var serverProcessID: Int32 { PQbackendPID(connection) }
  var serverVersion: Int { Int(PQserverVersion(connection)) }
  var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

  func poll() -> Progress {
    switch PQconnectPoll(connection) {
    case PGRES_POLLING_READING: .wantsRead
    case PGRES_POLLING_WRITING: .wantsWrite
    case PGRES_POLLING_OK: PQsetnonblocking(connection, 1) == 0 ? .done : .failed
    default: .failed
    }
  }

  /// Queues the statement; ``flush()`` sends it.
  func send(_ statement: Statement) -> Bool {
    let sent: Int32
    if statement.isScript {
      sent = PQsendQuery(connection, statement.text)
    } else {
      sent = withCStrings(statement.parameters) { values in
        PQsendQueryParams(connection, statement.text, Int32(values.count), nil, values, nil, nil, 0)
      }
    }
    guard sent == 1 else { return false }
    _ = PQsetSingleRowMode(connection)
    return true
  }

  func flush() -> Progress {
    switch PQflush(connection) {
    case 0: .done
    case 1: .wantsWrite
    default: .failed
    }
  }

  func consumeInput() -> Bool {
    PQconsumeInput(connection) == 1
  }

  /// The next result; nil when the statement has ended. Call it only while not busy.
  func nextResult() -> LibPQResult? {
    PQgetResult(connection).map(LibPQResult.init)
  }

  func nextNotification() -> PostgresNotification? {
    guard let notify = PQnotifies(connection) else { return nil }
    defer { PQfreemem(notify) }
    return PostgresNotification(
      channel: String(libpq: notify.pointee.relname) ?? "", payload: String(libpq: notify.pointee.extra) ?? "",
      serverProcessID: notify.pointee.be_pid)
  }

  /// What is needed to cancel the running statement over a connection of its own.
  func makeCancelRequest() -> CancelRequest? {
    PQgetCancel(connection).map(CancelRequest.init)
  }
}
