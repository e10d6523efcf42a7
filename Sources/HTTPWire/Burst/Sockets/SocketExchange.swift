import Glibc

/// One HTTP/1.1 request of a burst on a socket of its own, from its release to its answer.
struct SocketExchange {
  let index: Int
  let socket: SocketHandle
  private var parser: ResponseParser
  private(set) var released: WireInstant?
  private var firstByte: WireInstant?
  private var wasEarly = false
  /// Bytes that the socket did not take at the release.
  private var unsent: [UInt8] = []
  private(set) var record: BurstRecord?

  init(index: Int, socket: SocketHandle, method: String, limits: WireLimits) {
    self.index = index
    self.socket = socket
    parser = ResponseParser(method: method, limits: limits)
  }

  var isOver: Bool { record != nil }
  /// The connection may carry another request.
  var isReusable: Bool { record?.response.map { $0.status != 101 } == true && parser.keepsAlive && parser.leftover.isEmpty }
  /// Bytes behind a 101.
  var leftover: [UInt8] { parser.leftover }
  var wanted: Int16 { Int16(POLLIN) | (unsent.isEmpty ? 0 : Int16(POLLOUT)) }

  mutating func noteRelease(_ instant: WireInstant, unsent rest: [UInt8] = []) {
    released = instant
    unsent = rest
  }

  /// Its answer was readable when the last request had just been released, and the kernel did not say since when.
  mutating func noteEarly() { wasEarly = true }

  mutating func write(_ endpoint: WireEndpoint) {
    guard !unsent.isEmpty, !isOver else { return }
    let sent = unsent.withUnsafeBytes { send(socket.descriptor, $0.baseAddress, $0.count, SocketWriter.flags) }
    if sent > 0 {
      unsent.removeFirst(sent)
      released = .now
    } else if errno != EAGAIN, errno != EINTR {
      fail(SocketWriter.error(errno, endpoint))
    }
  }

  /// Reads what is there.
  mutating func read(_ stamps: ArrivalStamp, into buffer: UnsafeMutableRawBufferPointer, _ endpoint: WireEndpoint) {
    guard !isOver else { return }
    let (count, arrival) = stamps.receive(socket.descriptor, into: buffer)
    let now = WireInstant.now
    if count < 0 {
      if errno != EAGAIN, errno != EINTR { fail(SocketWriter.error(errno, endpoint, received: parser.received)) }
      return
    }
    if count == 0 { return close(endpoint, at: now) }
    if firstByte == nil {
      firstByte = arrival.map { min($0, now) } ?? now
      if arrival != nil { wasEarly = false }
    }
    do throws(ResponseParser.Failure) {
      if try parser.feed(UnsafeRawBufferPointer(rebasing: buffer.prefix(count))) { finish(at: now) }
    } catch {
      let (kind, detail): (WireError.Kind, String) =
        switch error {
        case .malformed(let detail): (.malformedResponse, detail)
        case .tooLarge(let detail): (.tooLarge, detail)
        }
      fail(WireError(kind, during: .readResponse, endpoint: endpoint, detail: detail, bytesReceived: parser.received))
    }
  }

  mutating func fail(_ error: WireError) {
    guard !isOver else { return }
    record = BurstRecord(
      index: index, released: released, firstByte: firstByte, finished: .now, answeredDuringRelease: wasEarly, outcome: .failure(error))
  }

  mutating func expire(_ endpoint: WireEndpoint) {
    let received = parser.received
    fail(
      WireError(
        .timedOut, during: received == 0 ? .awaitResponse : .readResponse, endpoint: endpoint,
        detail: received == 0 ? "no response within the deadline" : "the response was not complete within the deadline",
        bytesReceived: received))
  }

  private mutating func close(_ endpoint: WireEndpoint, at now: WireInstant) {
    if parser.finish() { return finish(at: now) }
    let detail =
      parser.received == 0 ? "closed by the peer before any byte of a response" : "closed by the peer before the response was complete"
    fail(WireError(.closedEarly, during: .readResponse, endpoint: endpoint, detail: detail, bytesReceived: parser.received))
  }

  private mutating func finish(at now: WireInstant) {
    var response = parser.response
    response.timing = WireTiming(sent: released ?? now, firstByte: firstByte ?? now, finished: now)
    if response.status != 101 { response.surplusBytes = parser.leftover.count }
    record = BurstRecord(
      index: index, released: released, firstByte: firstByte, finished: now, answeredDuringRelease: wasEarly, outcome: .success(response))
  }
}
