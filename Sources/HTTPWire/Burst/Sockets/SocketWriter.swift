import Glibc

/// Writes to non-blocking sockets from a thread that may wait.
struct SocketWriter {
  let endpoint: WireEndpoint

  /// Writes all of it, or waits until that is possible.
  /// - Throws: ``WireError`` where the peer is gone or takes nothing any more before `end`.
  func write(_ bytes: [UInt8], to socket: SocketHandle, before end: WireInstant) throws {
    var done = 0
    while done < bytes.count {
      let sent = bytes[done...].withUnsafeBytes { send(socket.descriptor, $0.baseAddress, $0.count, Self.flags) }
      if sent > 0 {
        done += sent
      } else if errno == EAGAIN {
        try wait(socket, Int16(POLLOUT), before: end, "the peer does not read what is sent to it")
      } else if errno != EINTR {
        throw Self.error(errno, endpoint)
      }
    }
  }

  /// Waits until the socket can be read or written.
  func wait(_ socket: SocketHandle, _ events: Int16, before end: WireInstant, _ detail: String) throws {
    var state = pollfd(fd: socket.descriptor, events: events, revents: 0)
    let left = max(0, (end - .now) / 1_000_000)
    let ready = poll(&state, 1, CInt(clamping: left + 1))
    guard ready > 0 || (ready < 0 && errno == EINTR) else {
      throw WireError(.timedOut, during: .send, endpoint: endpoint, detail: detail)
    }
  }

  static let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)

  static func error(_ code: CInt, _ endpoint: WireEndpoint, received: Int = 0) -> WireError {
    let kind: WireError.Kind = code == ECONNRESET || code == EPIPE ? .reset : .failed
    return WireError(
      kind, during: received == 0 ? .awaitResponse : .readResponse, endpoint: endpoint,
      detail: kind == .reset ? "connection reset by the peer" : "socket error, errno \(code)", bytesReceived: received)
  }
}
