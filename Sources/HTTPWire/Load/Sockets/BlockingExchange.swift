import Glibc

/// One kept-alive connection to one target, on which the calling thread sends a request and waits for its answer.
struct BlockingExchange {
  private let address: LoadAddress
  private let timeout: Duration
  private var descriptor: CInt = -1
  private var scanner = ResponseScanner()
  private let buffer: UnsafeMutableRawBufferPointer

  private static let bufferBytes = 64 * 1024

  init(address: LoadAddress, timeout: Duration) {
    self.address = address
    self.timeout = timeout
    buffer = .allocate(byteCount: Self.bufferBytes, alignment: 64)
  }

  mutating func release() {
    close()
    scanner.release()
    buffer.deallocate()
  }

  /// Sends the request and reads its answer; a connection that is not there is made before, outside the measured time.
  /// - Returns: nanoseconds from before the sending to the last byte, and the status.
  mutating func run(_ entry: RequestTable.Entry) -> Result<(latency: Int64, status: Int), LoadFailure> {
    if descriptor < 0, !connect() { return .failure(.notConnected) }
    scanner.begin(isHead: entry.isHead)
    let began = LoadClock.now
    if let failure = send(entry) ?? read() {
      close()
      return .failure(failure)
    }
    let latency = LoadClock.now - began
    if scanner.closes { close() }
    return .success((latency, scanner.status))
  }

  private func send(_ entry: RequestTable.Entry) -> LoadFailure? {
    var sent = 0
    while sent < entry.count {
      let count = Glibc.send(descriptor, entry.bytes + sent, entry.count - sent, CInt(MSG_NOSIGNAL))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno == EAGAIN ? .timedOut : .reset }
      sent += count
    }
    return nil
  }

  private mutating func read() -> LoadFailure? {
    guard let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .malformed }
    while true {
      let count = recv(descriptor, buffer.baseAddress, Self.bufferBytes, 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return errno == EAGAIN ? .timedOut : .reset }
      switch count > 0 ? scanner.feed(bytes, count) : scanner.close() {
      case .complete: return nil
      case .needsMore: continue
      case .malformed: return count == 0 ? .closedEarly : .malformed
      }
    }
  }

  private mutating func connect() -> Bool {
    let opened = address.open()
    guard opened.error == 0 else { return false }
    descriptor = opened.descriptor
    var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    var code: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    let milliseconds = CInt(clamping: LoadClock.nanoseconds(timeout) / 1_000_000)
    guard poll(&state, 1, milliseconds) > 0, getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
      close()
      return false
    }
    // It waits from here on, with a limit.
    let nanoseconds = LoadClock.nanoseconds(timeout)
    var limit = timeval(tv_sec: Int(nanoseconds / 1_000_000_000), tv_usec: Int(nanoseconds % 1_000_000_000 / 1_000))
    let length = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, length)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, length)
    guard fcntl(descriptor, F_SETFL, 0) == 0 else {
      close()
      return false
    }
    return true
  }

  private mutating func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }
}
