/// What went wrong between us and the server.
public enum PostgresError: Error, Hashable, CustomStringConvertible {
  /// No connection could be made.
  case connectionFailed(server: String, reason: String)
  /// The connection ended while it was needed.
  case connectionLost(reason: String)
  /// The server refused a statement.
  case queryFailed(QueryFailure)
  /// The server did not answer in time; the connection was closed.
  case timeout(operation: String, limit: Duration)
  /// All connections were in use for longer than a caller may wait.
  case poolExhausted(size: Int, waited: Duration)
  case closed
  /// A value is not of the type that was asked for.
  case decoding(column: String, reason: String)
  /// A parameter that PostgreSQL cannot hold, such as text with a NUL character.
  case invalidParameter(reason: String)
  case invalidConfiguration(reason: String)
  case migration(reason: String)
  /// The result is larger than the configuration's bound; the connection was closed.
  case resultTooLarge(limitBytes: Int)
  /// Messages came faster than they were read; some are lost.
  case notificationsOverflowed(limit: Int)

  public var description: String {
    switch self {
    case .connectionFailed(let server, let reason): "PostgreSQL at \(server) cannot be reached: \(reason)"
    case .connectionLost(let reason): "the connection to PostgreSQL was lost: \(reason)"
    case .queryFailed(let failure): failure.description
    case .timeout(let operation, let limit): "PostgreSQL did not finish '\(operation)' within \(limit)"
    case .poolExhausted(let size, let waited): "all \(size) connections to PostgreSQL were in use for \(waited)"
    case .closed: "the connection to PostgreSQL is closed"
    case .decoding(let column, let reason): "column '\(column)' cannot be read: \(reason)"
    case .invalidParameter(let reason): "a parameter cannot be sent: \(reason)"
    case .invalidConfiguration(let reason): "the PostgreSQL settings are wrong: \(reason)"
    case .migration(let reason): "the migrations cannot be applied: \(reason)"
    case .resultTooLarge(let limit): "a result is larger than \(limit) bytes; ask for fewer rows or raise maximumResultBytes"
    case .notificationsOverflowed(let limit): "more than \(limit) notifications wait unread; read faster or listen anew"
    }
  }

  /// True where the server could not be reached or did not answer, as opposed to having refused.
  public var isUnavailability: Bool {
    switch self {
    case .connectionFailed, .connectionLost, .timeout, .poolExhausted, .closed: true
    case .queryFailed(let failure): ["08", "53", "57"].contains(String(failure.sqlState.prefix(2)))
    case .decoding, .invalidParameter, .invalidConfiguration, .migration, .resultTooLarge, .notificationsOverflowed: false
    }
  }
}

/// What the server said about a statement that it refused.
public struct QueryFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Five characters (PostgreSQL documentation, appendix A).
  public var sqlState: String
  public var message: String
  /// May repeat values of the row, so it is not part of the description: keep it out of logs.
  public var detail: String?
  /// The constraint that was violated.
  public var constraint: String?

  public var description: String {
    "PostgreSQL refused a statement: \(message) [\(sqlState)]"
  }
}
