import Glibc

/// An open HTTP/2 connection: a socket and what was agreed on it. Used by one thread at a time.
struct HTTP2Link: Sendable {
  let socket: SocketHandle
  var session: HTTP2Session

  /// Says the preface and waits for the peer's settings (RFC 9113 section 3.3: HTTP/2 with prior knowledge).
  /// - Throws: ``WireError``: `malformedResponse` where the peer does not speak HTTP/2 here.
  init(_ socket: SocketHandle, endpoint: WireEndpoint, limits: WireLimits, within timeout: Duration) throws {
    self.socket = socket
    session = HTTP2Session(endpoint: endpoint, limits: limits)
    let end = WireInstant.now + timeout
    let writer = SocketWriter(endpoint: endpoint)
    try writer.write(session.takeOutgoing(), to: socket, before: end)
    while !session.isReady {
      try writer.wait(socket, Int16(POLLIN), before: end, "no HTTP/2 settings within the connect deadline")
      try read(ArrivalStamp(), endpoint)
    }
    try writer.write(session.takeOutgoing(), to: socket, before: end)
  }

  /// Reads what is there.
  /// - Throws: ``WireError`` where the connection cannot be used any more.
  mutating func read(_ stamps: ArrivalStamp, _ endpoint: WireEndpoint) throws {
    try withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 16) { buffer in
      let (count, arrival) = stamps.receive(socket.descriptor, into: buffer)
      let now = WireInstant.now
      if count < 0 {
        if errno == EAGAIN || errno == EINTR { return }
        throw SocketWriter.error(errno, endpoint)
      }
      guard count > 0 else {
        throw WireError(.closedEarly, during: .readResponse, endpoint: endpoint, detail: "the peer closed the HTTP/2 connection")
      }
      do throws(HTTP2Failure) {
        try session.receive(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), at: arrival.map { min($0, now) } ?? now)
      } catch {
        throw error.wireError(endpoint)
      }
    }
  }
}

extension HTTP2Failure {
  func wireError(_ endpoint: WireEndpoint, received: Int = 0) -> WireError {
    let (kind, detail): (WireError.Kind, String) =
      switch self {
      case .malformed(let detail): (.malformedResponse, detail)
      case .tooLarge(let detail): (.tooLarge, detail)
      case .reset(let code): (.reset, "the peer reset the stream with HTTP/2 error code \(code)")
      }
    return WireError(kind, during: .readResponse, endpoint: endpoint, detail: detail, bytesReceived: received)
  }
}
