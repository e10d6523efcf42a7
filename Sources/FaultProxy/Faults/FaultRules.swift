/// Which faults and schedules can be.
public enum FaultRules {
  private static let longest = Duration.seconds(3600)

  /// - Throws: `FaultProxyError.invalidFault` for a fault that no proxy can apply.
  public static func check(_ fault: Fault, _ schedule: FaultSchedule) throws(FaultProxyError) {
    try check(fault)
    try check(schedule)
    switch fault {
    case .cut, .close, .halfOpen:
      try demand(
        schedule.connections != .new && schedule.first == nil && schedule.every == nil,
        "'\(fault.name)' meets the connections that exist, all of them")
    case .refuse: try demand(schedule.connections != .existing, "'refuse' meets new connections only")
    case .closePort: try demand(schedule == .always, "'close-port' can have no schedule: the kernel, not the proxy, meets the connections")
    case .down:
      try demand(
        schedule.connections == .all && schedule.first == nil && schedule.every == nil,
        "'down' meets all connections; use 'cut' or 'refuse'")
    case .latency, .bandwidth, .slice, .slowClose, .blackhole, .cutAfter:
      try demand(
        schedule.connections == .new || (schedule.first == nil && schedule.every == nil), "'first' and 'every' count new connections only")
    case .http: break
    }
  }

  private static func check(_ fault: Fault) throws(FaultProxyError) {
    switch fault {
    case .latency(let delay, let jitter, _, _):
      try demand(isSpan(delay) && isSpan(jitter), "delay and jitter must be between 0 and one hour")
    case .bandwidth(let rate, _): try demand((1...(1 << 40)).contains(rate), "a bandwidth must be at least 1 byte a second")
    case .slice(let bytes, let gap, _):
      try demand(bytes >= 1 && isSpan(gap), "pieces have at least 1 byte, and gaps take at most one hour")
    case .slowClose(let delay, _): try demand(isSpan(delay), "the delay must be between 0 and one hour")
    case .cutAfter(let bytes, _, _): try demand(bytes >= 0, "a connection cannot be cut after \(bytes) bytes")
    case .http(let fault): try check(fault.answer)
    case .refuse, .closePort, .cut, .close, .down, .blackhole, .halfOpen: break
    }
  }

  private static func check(_ answer: HTTPFaultAnswer) throws(FaultProxyError) {
    switch answer {
    case .status(let status, let headers, let body):
      try demand((200...599).contains(status), "a status must be from 200 to 599")
      let isClean = headers.allSatisfy { header in
        !header.name.isEmpty && (header.name + header.value).utf8.allSatisfy { $0 >= 32 && $0 != 127 } && !header.name.contains(":")
      }
      try demand(isClean && headers.count <= 100, "header fields are names and values without control characters")
      try demand(body.utf8.count <= 1 << 20, "a body has at most 1 MiB")
    case .dribble(let bytes, let gap):
      try demand(bytes >= 1 && isSpan(gap), "pieces have at least 1 byte, and gaps take at most one hour")
    case .redirectLoop(let status): try demand([301, 302, 303, 307, 308].contains(status), "\(status) is no redirection")
    case .malformed, .empty: break
    }
  }

  private static func check(_ schedule: FaultSchedule) throws(FaultProxyError) {
    let counts = [schedule.first, schedule.every, schedule.after?.count, schedule.until?.count].compactMap { $0 }
    try demand(counts.allSatisfy { (1...1_000_000_000).contains($0) }, "counts of a schedule are whole numbers from 1 on")
  }

  private static func isSpan(_ duration: Duration) -> Bool { duration >= .zero && duration <= longest }

  private static func demand(_ holds: Bool, _ reason: String) throws(FaultProxyError) {
    guard holds else { throw .invalidFault(reason) }
  }
}
