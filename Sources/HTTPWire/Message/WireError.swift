import NIOCore
import NIOPosix

/// Why an exchange has no response.
public struct WireError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Nobody listens at the port (`ECONNREFUSED`).
    case refused
    /// The host is unknown or has no route.
    case unreachable
    /// The peer reset the connection (`ECONNRESET`, `EPIPE`).
    case reset
    /// The peer's certificate isn't trusted.
    case untrusted
    /// The deadline passed.
    case timedOut
    /// The peer sent what is not HTTP/1.1, or not WebSocket.
    case malformedResponse
    /// The peer closed in order, before the response was complete.
    case closedEarly
    /// The response is larger than the limits allow.
    case tooLarge
    /// The client was shut down, or the call was cancelled.
    case cancelled
    /// Any other failure of the socket.
    case failed
  }

  /// How far the exchange had come.
  public enum Phase: String, Sendable, Hashable {
    case connect, send, awaitResponse, readResponse, webSocket
  }

  public var kind: Kind
  public var phase: Phase
  public var endpoint: WireEndpoint
  /// What happened, in words, without any content of the exchange.
  public var detail: String
  /// How many bytes of the response had arrived.
  public var bytesReceived: Int

  public init(_ kind: Kind, during phase: Phase, endpoint: WireEndpoint, detail: String, bytesReceived: Int = 0) {
    self.kind = kind
    self.phase = phase
    self.endpoint = endpoint
    self.detail = detail
    self.bytesReceived = bytesReceived
  }

  public var description: String {
    "\(endpoint): \(detail) (\(kind.rawValue) during \(phase.rawValue), \(bytesReceived) bytes received)"
  }
}

extension WireError {
  /// Sorts an error of the socket layer into the taxonomy.
  static func from(_ error: any Error, during phase: Phase, endpoint: WireEndpoint, bytesReceived: Int = 0) -> WireError {
    if let error = error as? WireError { return error }
    let (kind, detail) = classify(error)
    return WireError(kind, during: phase, endpoint: endpoint, detail: detail, bytesReceived: bytesReceived)
  }

  private static func classify(_ error: any Error) -> (Kind, String) {
    switch error {
    case let error as IOError: return classify(errno: error.errnoCode)
    case let error as NIOConnectionError:
      if let first = error.connectionErrors.first { return classify(first.error) }
      return (.unreachable, "the host name \(error.host) cannot be resolved")
    case let error as ChannelError:
      switch error {
      case .connectTimeout: return (.timedOut, "no connection within the connect deadline")
      case .ioOnClosedChannel, .alreadyClosed, .eof, .inputClosed, .outputClosed:
        return (.closedEarly, "the connection was already closed")
      default: return (.failed, "channel error: \(error)")
      }
    case is CancellationError: return (.cancelled, "the call was cancelled")
    default: return (.failed, "\(error)")
    }
  }

  private static func classify(errno code: CInt) -> (Kind, String) {
    switch code {
    case ECONNREFUSED: (.refused, "connection refused")
    case ECONNRESET: (.reset, "connection reset by the peer")
    case EPIPE: (.reset, "the peer no longer reads (broken pipe)")
    case ETIMEDOUT: (.timedOut, "the operating system gave up waiting")
    case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: (.unreachable, "no route to the host (errno \(code))")
    default: (.failed, "socket error, errno \(code)")
    }
  }
}
