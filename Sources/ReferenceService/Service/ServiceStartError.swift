/// The service could not come up; the description says at which step and what to do.
public enum ServiceStartError: Error, Sendable, CustomStringConvertible {
  /// The schema could not be prepared.
  case schema(any Error)
  /// A context could not prepare itself.
  case preparation(any Error)
  /// The port could not be opened.
  case listen(host: String, port: Int, any Error)
  /// The port was not open when the time was over.
  case deadline(Duration)
  /// The service ended before its port was open.
  case endedEarly

  public var description: String {
    switch self {
    case .schema(let error):
      "The service could not prepare its schema: \(LogRedaction.bounded(error)). Check that the database is reachable and its user may create tables."
    case .preparation(let error): "The service could not prepare its data: \(LogRedaction.bounded(error)). Check the database."
    case .listen(let host, let port, let error):
      "The service could not listen on \(host):\(port): \(LogRedaction.bounded(error)). Choose a free port, or 0 for any."
    case .deadline(let limit): "The service was not ready within \(limit). Check that the database answers."
    case .endedEarly: "The service ended before it was ready. Its log says why."
    }
  }
}
