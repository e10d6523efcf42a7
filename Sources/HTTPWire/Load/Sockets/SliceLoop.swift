import CLinux
import Glibc

/// The connections to one side of an alternating load, and the event loop over them while a slice of it runs.
struct SliceLoop {
  private struct Connection {
    var descriptor: CInt = -1
    var scanner = ResponseScanner()
    var accepted = 200...399
    var begun: Int64 = 0
    var isBusy = false
  }

  private let address: LoadAddress
  private let timeout: Duration
  private var table: RequestTable
  private var connections: [Connection]
  private let poll: CInt
  private let buffer: UnsafeMutableRawBufferPointer
  private let events: UnsafeMutableBufferPointer<epoll_event>
  private var tally = SliceTally()
  private var inFlight = 0
  private var areaUpTo: Int64 = 0

  static let mostConnections = 1_024
  private static let bufferBytes = 64 * 1024
  /// The longest sleep, after which timeouts are looked for.
  private static let longestWait: Int64 = 20_000_000

  /// Makes all connections.
  /// - Throws: ``LoadPlanError`` where one cannot be made.
  init(address: LoadAddress, requests: [LoadRequest], plan: AlternatingLoad.Plan) throws(LoadPlanError) {
    self.address = address
    timeout = plan.timeout
    table = RequestTable(requests, thread: 0, of: 1, seed: plan.seed)
    connections = Array(repeating: Connection(), count: plan.connections)
    poll = epoll_create1(CInt(EPOLL_CLOEXEC))
    buffer = .allocate(byteCount: Self.bufferBytes, alignment: 64)
    events = .allocate(capacity: Self.mostConnections)
    events.initialize(repeating: epoll_event())
    guard poll >= 0 else {
      let code = errno
      release()
      throw .exhausted("epoll_create1, errno \(code)")
    }
    for index in connections.indices where !connect(index) {
      release()
      throw .notConnected("connection \(index + 1) of \(plan.connections) was not taken")
    }
  }

  mutating func release() {
    for index in connections.indices {
      close(index)
      connections[index].scanner.release()
    }
    table.release()
    buffer.deallocate()
    events.deallocate()
    if poll >= 0 { _ = Glibc.close(poll) }
  }

  /// Keeps every connection busy for so long, and waits for the last answer.
  mutating func run(for slice: Duration, isStopped: () -> Bool) -> SliceTally {
    tally = SliceTally()
    let begin = LoadClock.now
    let end = begin + LoadClock.nanoseconds(slice)
    areaUpTo = begin
    for index in connections.indices { next(index, before: end) }
    while inFlight > 0, !isStopped() {
      let ready = clinux_epoll_wait(poll, events.baseAddress, CInt(Self.mostConnections), Self.longestWait)
      for number in 0..<max(Int(ready), 0) { handle(Int(events[number].data.u64), before: end) }
      if ready <= 0 { sweep(before: end) }
    }
    // Those that a stop left behind are no longer waited for, and their connections are of no use.
    for index in connections.indices where connections[index].isBusy { leave(index, at: LoadClock.now) }
    tally.elapsed = max(areaUpTo, end) - begin
    return tally
  }

  // MARK: Requests

  /// Sends the next request of a connection that has none in flight.
  private mutating func next(_ index: Int, before end: Int64) {
    guard LoadClock.now < end else { return }
    guard connections[index].descriptor >= 0 || connect(index) else {
      tally.failures[.notConnected, default: 0] += 1
      return
    }
    let entry = table.next()
    connections[index].scanner.begin(isHead: entry.isHead)
    connections[index].accepted = entry.accepted
    let now = LoadClock.now
    countArea(at: now)
    connections[index].begun = now
    connections[index].isBusy = true
    inFlight += 1
    tally.begun += 1
    if let failure = send(entry, on: connections[index].descriptor) { fail(index, failure) }
  }

  private func send(_ entry: RequestTable.Entry, on descriptor: CInt) -> LoadFailure? {
    var sent = 0
    while sent < entry.count {
      let count = Glibc.send(descriptor, entry.bytes + sent, entry.count - sent, CInt(MSG_NOSIGNAL))
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        guard isWritable(descriptor) else { return .timedOut }
      } else if errno != EINTR {
        return .reset
      }
    }
    return nil
  }

  private mutating func handle(_ index: Int, before end: Int64) {
    guard connections.indices.contains(index), connections[index].descriptor >= 0 else { return }
    let count = recv(connections[index].descriptor, buffer.baseAddress, Self.bufferBytes, 0)
    let now = LoadClock.now
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard connections[index].isBusy else {
      // The peer may close a connection that rests.
      close(index)
      return
    }
    guard count >= 0 else { return fail(index, .reset) }
    let progress: ResponseScanner.Progress
    if count > 0, let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) {
      progress = connections[index].scanner.feed(bytes, count)
    } else {
      progress = connections[index].scanner.close()
    }
    switch progress {
    case .needsMore: break
    case .malformed: fail(index, count == 0 ? .closedEarly : .malformed)
    case .complete:
      leave(index, at: now)
      if connections[index].accepted.contains(connections[index].scanner.status) {
        tally.latencies.append(now - connections[index].begun)
      } else {
        tally.rejected += 1
      }
      if connections[index].scanner.closes { close(index) }
      next(index, before: end)
    }
  }

  private mutating func fail(_ index: Int, _ failure: LoadFailure) {
    leave(index, at: LoadClock.now)
    tally.failures[failure, default: 0] += 1
    close(index)
  }

  private mutating func leave(_ index: Int, at now: Int64) {
    guard connections[index].isBusy else { return }
    countArea(at: now)
    connections[index].isBusy = false
    inFlight -= 1
  }

  private mutating func sweep(before end: Int64) {
    let limit = LoadClock.now - LoadClock.nanoseconds(timeout)
    for index in connections.indices where connections[index].isBusy && connections[index].begun < limit { fail(index, .timedOut) }
  }

  /// Adds the time since the last change to the integral of requests in flight.
  private mutating func countArea(at now: Int64) {
    guard now > areaUpTo else { return }
    tally.inFlightArea += Double(inFlight) * Double(now - areaUpTo)
    areaUpTo = now
  }

  // MARK: Connections

  private mutating func connect(_ index: Int) -> Bool {
    let opened = address.open()
    guard opened.error == 0 else { return false }
    var code: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(index)))
    guard opened.isConnected || isWritable(opened.descriptor), getsockopt(opened.descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0,
      code == 0, epoll_ctl(poll, EPOLL_CTL_ADD, opened.descriptor, &event) == 0
    else {
      _ = Glibc.close(opened.descriptor)
      return false
    }
    connections[index].descriptor = opened.descriptor
    return true
  }

  private func isWritable(_ descriptor: CInt) -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return Glibc.poll(&state, 1, CInt(clamping: LoadClock.nanoseconds(timeout) / 1_000_000)) > 0
  }

  private mutating func close(_ index: Int) {
    if connections[index].descriptor >= 0 { _ = Glibc.close(connections[index].descriptor) }
    connections[index].descriptor = -1
  }
}
