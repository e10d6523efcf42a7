import CLinux
import Glibc

/// One thread of a load: an event loop over its own connections that does nothing but send, read and count.
///
/// Nothing is allocated for a request: its bytes stand ready, its answer is looked at where it was read, its latency is a count.
struct LoadLoop {
  let address: LoadAddress
  let plan: LoadPlan
  let start: LoadStart
  let connectionCount: Int

  var table: RequestTable
  var schedule: ArrivalSchedule?
  var tally: LoadTally
  let connections: UnsafeMutableBufferPointer<LoadConnection>
  /// Connections without a request, first in, first out.
  var idle: IdleRing
  /// Intended begin of the next request of an open load.
  var nextArrival: Int64?
  var warmEnd: Int64 = 0
  var end: Int64 = 0
  /// Requests begin until here: the end, or in an open load the end of its drain.
  var lastBegin: Int64 = 0
  var inFlight = 0
  var measuredInFlight = 0
  var areaUpTo: Int64 = 0
  private let poll: CInt
  private let buffer: UnsafeMutableRawBufferPointer
  private let events: UnsafeMutableBufferPointer<epoll_event>

  /// What a thread says that did not begin since another could not.
  static let otherThread = "another thread could not begin"

  private static let bufferBytes = 64 * 1024
  private static let eventCount = 256
  private static let sweepEvery: Int64 = 20_000_000
  private static let retryAfter: Int64 = 10_000_000

  /// - Parameter thread: 0 and up.
  init(address: LoadAddress, requests: [LoadRequest], plan: LoadPlan, thread: Int, start: LoadStart) {
    self.address = address
    self.plan = plan
    self.start = start
    connectionCount = plan.connections / plan.threads + (thread < plan.connections % plan.threads ? 1 : 0)
    table = RequestTable(requests, thread: thread, of: plan.threads, seed: plan.seed)
    schedule = plan.arrivals.map { ArrivalSchedule($0, thread: thread, of: plan.threads, seed: plan.seed) }
    tally = LoadTally(kinds: requests.count)
    connections = .allocate(capacity: connectionCount)
    connections.initialize(repeating: LoadConnection())
    idle = IdleRing(capacity: connectionCount)
    poll = epoll_create1(CInt(EPOLL_CLOEXEC))
    buffer = .allocate(byteCount: Self.bufferBytes, alignment: 64)
    events = .allocate(capacity: Self.eventCount)
    events.initialize(repeating: epoll_event())
  }

  /// Runs on the calling thread until the load is over.
  mutating func run() -> Result<LoadTally, LoadPlanError> {
    defer { release() }
    guard poll >= 0 else { return abandon(.exhausted("epoll_create1, errno \(errno)")) }
    clinux_exact_timers()
    do throws(LoadPlanError) { try connectAll() } catch { return abandon(error) }
    guard let begin = start.ready() else { return abandon(.notConnected(Self.otherThread)) }
    warmEnd = begin + LoadClock.nanoseconds(plan.warmUp)
    end = warmEnd + LoadClock.nanoseconds(plan.measured)
    lastBegin = schedule == nil ? end : end + LoadClock.nanoseconds(plan.drain)
    areaUpTo = warmEnd
    sleep(until: begin)
    if schedule != nil { advance(from: begin) } else { for index in 0..<connectionCount { use(index, at: LoadClock.now) } }
    loop(from: begin)
    return .success(tally)
  }

  private func abandon(_ error: LoadPlanError) -> Result<LoadTally, LoadPlanError> {
    start.stop()
    return .failure(error)
  }

  private func sleep(until instant: Int64) {
    let left = instant - LoadClock.now
    if left > 0 { usleep(UInt32(clamping: left / 1_000)) }
  }

  private mutating func release() {
    for index in 0..<connectionCount {
      if connections[index].descriptor >= 0 { _ = Glibc.close(connections[index].descriptor) }
      connections[index].scanner.release()
    }
    connections.deallocate()
    buffer.deallocate()
    events.deallocate()
    table.release()
    if poll >= 0 { _ = Glibc.close(poll) }
  }

  // MARK: The loop

  private mutating func loop(from begin: Int64) {
    var nextSweep = begin + Self.sweepEvery
    var processorStart = LoadClock.processorTime
    var isWarm = plan.warmUp == .zero
    var isPastEnd = false
    var now = LoadClock.now
    while !start.isStopped {
      if !isWarm, now >= warmEnd {
        isWarm = true
        processorStart = LoadClock.processorTime
      }
      beginDue(at: now)
      if now >= end {
        if !isPastEnd {
          isPastEnd = true
          countBacklog()
        }
        if inFlight == 0, nextArrival == nil || now >= lastBegin { break }
      }
      if now >= nextSweep {
        sweep(at: now)
        nextSweep = now + Self.sweepEvery
      }
      var wake = min(nextSweep, now < end ? end : Int64.max)
      if let nextArrival, !idle.isEmpty { wake = min(wake, nextArrival) }
      let ready = clinux_epoll_wait(poll, events.baseAddress, CInt(Self.eventCount), max(wake - now, 0))
      now = LoadClock.now
      for number in 0..<max(Int(ready), 0) {
        let event = events[number]
        handle(Int(event.data.u64), event.events, at: now)
      }
    }
    countArea(at: max(now, end))
    tally.processorTime = LoadClock.processorTime - processorStart
    tally.elapsed = max(areaUpTo, end) - warmEnd
    countRest()
  }

  /// Begins what is due as long as connections are free.
  private mutating func beginDue(at now: Int64) {
    while let due = nextArrival, due <= now, now < lastBegin, let index = idle.take() {
      if due >= warmEnd, now - due > 1_000_000 { tally.begunLate += 1 }
      advance(from: warmEnd - LoadClock.nanoseconds(plan.warmUp))
      begin(index, due: due, at: now)
    }
  }

  private mutating func advance(from begin: Int64) {
    nextArrival = schedule?.next().map { begin + $0 }
    if let nextArrival, nextArrival >= warmEnd { tally.due += 1 }
  }

  /// How many are due at the end and have not begun: what is left of the schedule, which ends there.
  private mutating func countBacklog() {
    guard nextArrival != nil, var rest = schedule else { return }
    tally.backlogAtEnd = 1
    while rest.next() != nil { tally.backlogAtEnd += 1 }
  }

  /// Counts what was due and never begun.
  private mutating func countRest() {
    while schedule?.next() != nil { tally.due += 1 }
  }

  /// A connection is free: it carries the next request, or waits for one.
  private mutating func use(_ index: Int, at now: Int64) {
    connections[index].state = .idle
    if schedule == nil {
      if now < end { begin(index, due: now, at: now) }
      return
    }
    guard let due = nextArrival, due <= now, now < lastBegin else {
      idle.put(index)
      return
    }
    if due >= warmEnd { tally.waitedForConnection += 1 }
    advance(from: warmEnd - LoadClock.nanoseconds(plan.warmUp))
    begin(index, due: due, at: now)
  }

  /// Times out what takes too long, and opens closed connections again.
  private mutating func sweep(at now: Int64) {
    let timeout = LoadClock.nanoseconds(plan.timeout)
    let connectTimeout = LoadClock.nanoseconds(plan.connectTimeout)
    for index in 0..<connectionCount {
      let connection = connections[index]
      switch connection.state {
      case .sending, .waiting: if now - connection.begun > timeout { fail(index, .timedOut, at: now) }
      case .connecting: if now - connection.begun > connectTimeout { loseConnection(index, at: now) }
      case .closed: if now >= connection.retry, now < lastBegin { open(index, at: now) }
      case .idle: break
      }
    }
  }

  // MARK: Requests

  private mutating func begin(_ index: Int, due: Int64, at now: Int64) {
    let entry = table.next()
    inFlight += 1
    let isMeasured = due >= warmEnd && due < end
    if isMeasured {
      countArea(at: now)
      measuredInFlight += 1
      tally.begun += 1
      if now - due > tally.longestDelay { tally.longestDelay = now - due }
    }
    connections[index].entry = entry
    connections[index].isMeasured = isMeasured
    connections[index].intended = due
    connections[index].begun = now
    connections[index].sent = 0
    connections[index].scanner.begin(isHead: entry.isHead)
    send(index, at: now)
  }

  private mutating func send(_ index: Int, at now: Int64) {
    guard let entry = connections[index].entry else { return }
    let sent = connections[index].sent
    let count = Glibc.send(connections[index].descriptor, entry.bytes + sent, entry.count - sent, CInt(MSG_NOSIGNAL))
    let wasSending = connections[index].state == .sending
    if count == entry.count - sent {
      connections[index].state = .waiting
      if wasSending { watch(index, EPOLLIN.rawValue, EPOLL_CTL_MOD) }
    } else if count >= 0 || errno == EAGAIN || errno == EINTR {
      connections[index].sent += max(count, 0)
      connections[index].state = .sending
      if !wasSending { watch(index, EPOLLIN.rawValue | EPOLLOUT.rawValue, EPOLL_CTL_MOD) }
    } else {
      fail(index, .reset, at: now)
    }
  }

  private mutating func finish(_ index: Int, at now: Int64) {
    inFlight -= 1
    let connection = connections[index]
    if connection.isMeasured, let entry = connection.entry {
      countArea(at: now)
      measuredInFlight -= 1
      tally.completed += 1
      tally.serviceTime += Double(now - connection.begun)
      tally.kinds[entry.kind].latency.record(now - connection.intended)
      tally.statuses[connection.scanner.status] += 1
      if !entry.accepted.contains(connection.scanner.status) { tally.kinds[entry.kind].rejected += 1 }
    }
    if connection.scanner.closes {
      reopen(index, at: now)
    } else {
      use(index, at: now)
    }
  }

  private mutating func fail(_ index: Int, _ failure: LoadFailure, at now: Int64) {
    inFlight -= 1
    if connections[index].isMeasured {
      countArea(at: now)
      measuredInFlight -= 1
      tally.failures[failure.rawValue] += 1
    }
    reopen(index, at: now)
  }

  /// Adds the time since the last change to the integral of requests in flight.
  private mutating func countArea(at now: Int64) {
    guard now > areaUpTo else { return }
    tally.inFlightArea += Double(measuredInFlight) * Double(now - areaUpTo)
    areaUpTo = now
  }

  // MARK: Connections

  private mutating func handle(_ index: Int, _ flags: UInt32, at now: Int64) {
    switch connections[index].state {
    case .closed: break
    case .connecting: connected(index, at: now)
    case .idle:
      // The peer may close a connection that rests; anything else that it sends was not asked for.
      idle.remove(index)
      reopen(index, at: now)
    case .sending:
      if flags & EPOLLOUT.rawValue != 0 { send(index, at: now) }
      if flags & ~EPOLLOUT.rawValue != 0, connections[index].state != .connecting, connections[index].state != .closed { read(index) }
    case .waiting: read(index)
    }
  }

  private mutating func read(_ index: Int) {
    let count = recv(connections[index].descriptor, buffer.baseAddress, Self.bufferBytes, 0)
    let now = LoadClock.now
    guard count >= 0 else {
      if errno != EAGAIN, errno != EINTR { fail(index, .reset, at: now) }
      return
    }
    let progress: ResponseScanner.Progress
    if count > 0, let bytes = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) {
      tally.bytesReceived += count
      progress = connections[index].scanner.feed(bytes, count)
    } else {
      progress = connections[index].scanner.close()
    }
    switch progress {
    case .complete: finish(index, at: now)
    case .needsMore: break
    case .malformed: fail(index, count == 0 ? .closedEarly : .malformed, at: now)
    }
  }

  private mutating func reopen(_ index: Int, at now: Int64) {
    tally.reconnects += 1
    close(index)
    if now < lastBegin { open(index, at: now) }
  }

  private func close(_ index: Int) {
    if connections[index].descriptor >= 0 { _ = Glibc.close(connections[index].descriptor) }
    connections[index].descriptor = -1
    connections[index].state = .closed
  }

  private mutating func open(_ index: Int, at now: Int64) {
    let opened = address.open()
    connections[index].begun = now
    guard opened.error == 0 else { return loseConnection(index, at: now) }
    connections[index].descriptor = opened.descriptor
    connections[index].state = .connecting
    watch(index, EPOLLOUT.rawValue, EPOLL_CTL_ADD)
  }

  private mutating func connected(_ index: Int, at now: Int64) {
    var code: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    guard getsockopt(connections[index].descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
      return loseConnection(index, at: now)
    }
    watch(index, EPOLLIN.rawValue, EPOLL_CTL_MOD)
    use(index, at: now)
  }

  private mutating func loseConnection(_ index: Int, at now: Int64) {
    if now >= warmEnd, now < end { tally.failures[LoadFailure.notConnected.rawValue] += 1 }
    close(index)
    connections[index].retry = now + Self.retryAfter
  }

  private func watch(_ index: Int, _ flags: UInt32, _ operation: CInt) {
    var event = epoll_event()
    event.events = flags
    event.data.u64 = UInt64(index)
    epoll_ctl(poll, operation, connections[index].descriptor, &event)
  }

  /// Opens every connection before the load begins.
  private mutating func connectAll() throws(LoadPlanError) {
    let deadline = LoadClock.now + LoadClock.nanoseconds(plan.connectTimeout)
    for index in 0..<connectionCount {
      var state = pollfd(fd: -1, events: Int16(POLLOUT), revents: 0)
      let opened = address.open()
      if opened.error == EMFILE || opened.error == ENFILE { throw .exhausted("no descriptor for connection \(index + 1)") }
      guard opened.error == 0 else { throw .notConnected("errno \(opened.error) at connection \(index + 1)") }
      connections[index].descriptor = opened.descriptor
      state.fd = opened.descriptor
      let left = max((deadline - LoadClock.now) / 1_000_000, 0)
      guard opened.isConnected || Glibc.poll(&state, 1, CInt(clamping: left)) > 0 else {
        throw .notConnected("connection \(index + 1) of \(connectionCount) was not accepted in time")
      }
      var code: CInt = 0
      var size = socklen_t(MemoryLayout<CInt>.size)
      getsockopt(opened.descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
      guard code == 0 else { throw .notConnected("errno \(code) at connection \(index + 1)") }
      guard !start.isStopped else { throw .notConnected("stopped") }
      connections[index].state = .idle
      watch(index, EPOLLIN.rawValue, EPOLL_CTL_ADD)
      if schedule != nil { idle.put(index) }
    }
  }
}
