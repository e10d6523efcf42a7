/// The faults in force on one proxy, seen together.
struct ActiveFaults {
  private struct Entry {
    var fault: Fault
    var jitter: JitterSource?
  }

  private var entries: [Int: Entry] = [:]

  mutating func add(_ id: Int, _ fault: Fault) {
    var entry = Entry(fault: fault)
    if case .latency(let delay, let jitter, let seed, _) = fault {
      entry.jitter = JitterSource(delay: delay.wholeNanoseconds, jitter: jitter.wholeNanoseconds, seed: seed)
    }
    entries[id] = entry
  }

  mutating func remove(_ id: Int) { entries[id] = nil }

  var refusesNew: Bool {
    entries.values.contains { $0.fault == .refuse || $0.fault == .down }
  }

  var closesPort: Bool {
    entries.values.contains { $0.fault == .closePort }
  }

  /// No upstream connection may be made.
  var holdsNew: Bool {
    holds(.toUpstream)
  }

  func holds(_ direction: FaultDirection) -> Bool {
    entries.values.contains { entry in
      if case .blackhole(let held) = entry.fault { held.covers(direction) } else { false }
    }
  }

  /// The sum of the delays of all latencies in force, for one chunk.
  mutating func delay(_ direction: FaultDirection) -> Int64 {
    var sum: Int64 = 0
    for id in entries.keys.sorted() {
      guard var entry = entries[id], case .latency(_, _, _, let covered) = entry.fault, covered.covers(direction) else { continue }
      sum += entry.jitter?.next() ?? 0
      entries[id] = entry
    }
    return sum
  }

  /// The identifier of the fault and its bytes, where connections are to be cut after a number of bytes.
  func cutAfter(_ direction: FaultDirection) -> (id: Int, bytes: Int)? {
    for id in entries.keys.sorted() {
      if case .cutAfter(let bytes, let covered)? = entries[id]?.fault, covered.covers(direction) { return (id, bytes) }
    }
    return nil
  }
}

extension Duration {
  /// Whole nanoseconds, held within a year on either side.
  var wholeNanoseconds: Int64 {
    let year: Int64 = 31_536_000
    let seconds = min(max(components.seconds, -year), year)
    return seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
