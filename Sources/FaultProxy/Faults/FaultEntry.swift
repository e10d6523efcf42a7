/// A fault on one proxy, while it was applied and not healed: whether it is in force, whom it meets, what it did. Confined to the proxy's
/// event loop.
final class FaultEntry {
  enum Phase {
    /// What it waits for has not passed yet.
    case waiting
    case inForce
    /// It ended by itself.
    case over
  }

  let id: Int
  let fault: Fault
  let schedule: FaultSchedule
  private(set) var phase: Phase
  var effect = FaultCounters()
  var jitter: JitterSource?
  /// Requests of HTTP that it could have met since it came into force.
  private var requestsMatched = 0
  /// The last connection that was there when it came into force.
  private var lastExisting: Int
  private var connectionsSeen = 0
  private var bytesSeen = 0
  private var requestsSeen = 0

  /// - Parameter lastConnection: the number of the last accepted connection.
  init(id: Int, fault: Fault, schedule: FaultSchedule, lastConnection: Int) {
    self.id = id
    self.fault = fault
    self.schedule = schedule
    phase = schedule.after == nil ? .inForce : .waiting
    lastExisting = lastConnection
    if case .latency(let delay, let jitter, let seed, _) = fault {
      self.jitter = JitterSource(delay: delay.wholeNanoseconds, jitter: jitter.wholeNanoseconds, seed: seed)
    }
  }

  /// Connections are numbered from 1 in the order in which they were accepted.
  func meets(_ connection: Int) -> Bool {
    guard phase == .inForce, isInScope(connection) else { return false }
    if case .http = fault { return true }
    return connection <= lastExisting || schedule.picks(connection - lastExisting)
  }

  private func isInScope(_ connection: Int) -> Bool {
    switch schedule.connections {
    case .all: true
    case .existing: connection <= lastExisting
    case .new: connection > lastExisting
    }
  }

  /// Counts a request of HTTP that it could meet.
  /// - Returns: whether it does.
  func takes(_ request: HTTPRequestHead) -> Bool {
    guard case .http(let fault) = fault, fault.matches(request) else { return false }
    requestsMatched += 1
    return schedule.picks(requestsMatched)
  }

  /// A connection was accepted.
  /// - Returns: whether the fault came into force or ended by that.
  func noteConnection(_ number: Int) -> Bool {
    connectionsSeen += 1
    switch (phase, schedule.after, schedule.until) {
    case (.waiting, .connections(let count)?, _) where connectionsSeen > count: begin(lastConnection: number - 1, connections: 1)
    case (.inForce, _, .connections(let count)?) where connectionsSeen > count: phase = .over
    default: return false
    }
    return true
  }

  /// A client spoke after the server had.
  func noteRequest(lastConnection: Int) -> Bool {
    requestsSeen += 1
    switch (phase, schedule.after, schedule.until) {
    case (.waiting, .requests(let count)?, _) where requestsSeen > count: begin(lastConnection: lastConnection, requests: 1)
    case (.inForce, _, .requests(let count)?) where requestsSeen > count: phase = .over
    default: return false
    }
    return true
  }

  /// Bytes were delivered on a connection.
  func noteBytes(_ count: Int, _ direction: FaultDirection, on connection: Int, lastConnection: Int) -> Bool {
    guard counts(direction, on: connection) else { return false }
    bytesSeen += count
    switch (phase, schedule.after, schedule.until) {
    case (.waiting, .bytes(let limit)?, _) where bytesSeen >= limit: begin(lastConnection: lastConnection)
    case (.inForce, _, .bytes(let limit)?) where bytesSeen >= limit: phase = .over
    default: return false
    }
    return true
  }

  /// How many bytes may pass before something changes; nil for any number.
  func bytesLeft(_ direction: FaultDirection, on connection: Int) -> Int? {
    guard counts(direction, on: connection) else { return nil }
    switch (phase, schedule.after, schedule.until) {
    case (.waiting, .bytes(let limit)?, _), (.inForce, _, .bytes(let limit)?): return max(1, limit - bytesSeen)
    default: return nil
    }
  }

  private func counts(_ direction: FaultDirection, on connection: Int) -> Bool {
    guard phase != .over, fault.direction.covers(direction) else { return false }
    return phase == .waiting ? true : isInScope(connection)
  }

  private func begin(lastConnection: Int, connections: Int = 0, requests: Int = 0) {
    phase = .inForce
    lastExisting = lastConnection
    connectionsSeen = connections
    requestsSeen = requests
    bytesSeen = 0
  }
}
