/// The faults that were applied to one proxy and not healed, seen together. Confined to the proxy's event loop.
struct ActiveFaults {
  private(set) var entries: [FaultEntry] = []

  mutating func add(_ entry: FaultEntry) { entries.append(entry) }
  mutating func remove(_ id: Int) { entries.removeAll { $0.id == id } }
  func entry(_ id: Int) -> FaultEntry? { entries.first { $0.id == id } }

  /// The fault that resets a new connection.
  func refuser(of connection: Int) -> FaultEntry? {
    entries.first { ($0.fault == .refuse || $0.fault == .down) && $0.meets(connection) }
  }

  /// Faults that let nothing pass.
  func holders(_ direction: FaultDirection, of connection: Int) -> [FaultEntry] {
    entries.filter { entry in
      if case .blackhole(let held) = entry.fault { held.covers(direction) && entry.meets(connection) } else { false }
    }
  }

  /// The delay of each latency, for one chunk.
  func latencies(_ direction: FaultDirection, of connection: Int) -> [(entry: FaultEntry, nanoseconds: Int64)] {
    entries.compactMap { entry in
      guard case .latency(_, _, _, let covered) = entry.fault, covered.covers(direction), entry.meets(connection) else { return nil }
      let delay = entry.jitter?.next() ?? 0
      return delay > 0 ? (entry, delay) : nil
    }
  }

  /// The delay of each slow close, for an end of stream.
  func slowCloses(_ direction: FaultDirection, of connection: Int) -> [(entry: FaultEntry, nanoseconds: Int64)] {
    entries.compactMap { entry in
      guard case .slowClose(let delay, let covered) = entry.fault, covered.covers(direction), delay > .zero, entry.meets(connection) else {
        return nil
      }
      return (entry, delay.wholeNanoseconds)
    }
  }

  /// The narrowest bandwidth.
  func bandwidth(_ direction: FaultDirection, of connection: Int) -> (entry: FaultEntry, bytesPerSecond: Int)? {
    let found = entries.compactMap { entry -> (entry: FaultEntry, bytesPerSecond: Int)? in
      guard case .bandwidth(let rate, let covered) = entry.fault, covered.covers(direction), entry.meets(connection) else { return nil }
      return (entry, rate)
    }
    return found.min { $0.bytesPerSecond < $1.bytesPerSecond }
  }

  /// The smallest slicing.
  func slicing(_ direction: FaultDirection, of connection: Int) -> Slicing? {
    let found = entries.compactMap { entry -> Slicing? in
      guard case .slice(let bytes, let gap, let covered) = entry.fault, covered.covers(direction), entry.meets(connection) else {
        return nil
      }
      return Slicing(entry: entry, bytes: bytes, gap: gap.wholeNanoseconds)
    }
    return found.min { $0.bytes < $1.bytes }
  }

  /// Faults that end the connection after a number of bytes.
  func cutters(_ direction: FaultDirection, of connection: Int) -> [(entry: FaultEntry, bytes: Int, ending: FaultEnding)] {
    entries.compactMap { entry in
      guard case .cutAfter(let bytes, let covered, let ending) = entry.fault, covered.covers(direction), entry.meets(connection) else {
        return nil
      }
      return (entry, bytes, ending)
    }
  }

  /// A fault of HTTP was applied, so that requests have to be told apart.
  var readsRequests: Bool {
    entries.contains { if case .http = $0.fault { $0.phase != .over } else { false } }
  }

  /// The fault that answers a request; every other that could have met it counts it as well.
  func answerer(of request: HTTPRequestHead, on connection: Int) -> FaultEntry? {
    entries.filter { $0.meets(connection) }.filter { $0.takes(request) }.first
  }
}

/// How chunks are cut into pieces.
struct Slicing {
  var entry: FaultEntry
  var bytes: Int
  /// Between two pieces, in nanoseconds.
  var gap: Int64
}

extension Duration {
  /// Whole nanoseconds, held within a year on either side.
  var wholeNanoseconds: Int64 {
    let year: Int64 = 31_536_000
    let seconds = min(max(components.seconds, -year), year)
    return seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
