/// A statement on its way, and the task that waits for it. Lives inside the isolation of one connection.
final class PendingQuery {
  let id: Int
  let statement: Statement
  let limit: Duration
  let deadline: ContinuousClock.Instant
  private(set) var failure: QueryFailure?
  private var result = QueryResult()
  private var columns: [String]?
  private var size = 0
  private let continuation: CheckedContinuation<QueryResult, any Error>

  init(id: Int, statement: Statement, limit: Duration, continuation: CheckedContinuation<QueryResult, any Error>) {
    self.id = id
    self.statement = statement
    self.limit = limit
    deadline = .now + limit
    self.continuation = continuation
  }

  /// Takes in one result of libpq. Throws what makes the connection unusable.
  func absorb(_ next: LibPQResult, maximumBytes: Int) throws {
    switch next.kind {
    case .rows, .end:
      try appendRows(of: next, maximumBytes: maximumBytes)
    case .failure:
      failure = failure ?? next.failure()
    case .copy:
      throw PostgresError.invalidParameter(reason: "COPY is not supported; use INSERT and SELECT")
    case .other:
      break
    }
  }

  /// Of a script's several results the last one counts.
  private func appendRows(of next: LibPQResult, maximumBytes: Int) throws {
    for row in 0..<next.rowCount {
      if columns == nil {
        columns = next.columns()
        result.rows = []
      }
      let (texts, bytes) = next.texts(ofRow: row)
      size += bytes
      guard size <= maximumBytes else { throw PostgresError.resultTooLarge(limitBytes: maximumBytes) }
      if let columns { result.rows.append(PostgresRow(columns: columns, values: texts)) }
    }
    guard next.kind == .end else { return }
    if columns == nil { result.rows = [] }
    columns = nil
    result.affected = next.affectedRows
    result.command = next.command
  }

  func succeedOrFail() {
    if let failure {
      continuation.resume(throwing: PostgresError.queryFailed(failure))
    } else {
      continuation.resume(returning: result)
    }
  }

  func fail(_ error: any Error) {
    continuation.resume(throwing: error)
  }
}

/// What one statement gave.
struct QueryResult: Sendable {
  var rows: [PostgresRow] = []
  /// Rows that the last command inserted, changed, deleted or selected.
  var affected = 0
  /// The last command, such as `COMMIT`.
  var command = ""
}

/// A statement ready to be sent.
struct Statement: Sendable {
  let text: String
  let parameters: [String?]
  /// Several statements are possible, parameters are not.
  let isScript: Bool

  /// The first 120 characters on one line, for messages.
  var excerpt: String {
    String(text.prefix(400).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(120))
  }
}
