/// Why a request of a load has no response.
public enum LoadFailure: Int, Error, Sendable, Hashable, CaseIterable {
  /// No connection could be made for it.
  case notConnected
  /// The peer reset the connection.
  case reset
  /// The peer closed before the response was complete.
  case closedEarly
  /// Its time was over.
  case timedOut
  /// What came is not a response of HTTP/1.1, or more than one.
  case malformed

  public var name: String {
    switch self {
    case .notConnected: "not connected"
    case .reset: "reset by the peer"
    case .closedEarly: "closed early"
    case .timedOut: "timed out"
    case .malformed: "malformed response"
    }
  }
}
