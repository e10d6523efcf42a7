/// Which way bytes go through the proxy.
public enum FaultDirection: String, Sendable, Hashable, CaseIterable {
  /// From whoever connected to the proxy, to the real server.
  case toUpstream
  /// From the real server, back.
  case toClient
  case both

  func covers(_ other: FaultDirection) -> Bool { self == .both || self == other }
}

/// What the proxy does to the traffic of one dependency.
public enum Fault: Sendable, Hashable {
  /// Every chunk is delivered `delay` plus or minus up to `jitter` later, in order; jitter is drawn from `seed`.
  case latency(delay: Duration, jitter: Duration = .zero, seed: UInt64 = 0, direction: FaultDirection = .both)
  /// New connections are reset as soon as they are accepted; existing ones live on.
  case refuse
  /// The port is closed, so that new connections get `ECONNREFUSED`; existing ones live on. The kernel answers, so that attempts
  /// cannot be counted: the proof is a connection attempt of the proxy's own.
  case closePort
  /// Existing connections are reset, now and once; new ones are served.
  case cut
  /// Existing connections are reset, and new ones as soon as they are accepted.
  case down
  /// Nothing passes, nothing is closed: bytes, ends of stream and new connections are held, and delivered in order on healing.
  case blackhole(direction: FaultDirection = .both)
  /// Each connection is reset once exactly this many further bytes have passed in the direction.
  case cutAfter(bytes: Int, direction: FaultDirection = .toClient)

  /// The name used in scenarios and reports.
  public var name: String {
    switch self {
    case .latency: "latency"
    case .refuse: "refuse"
    case .closePort: "close-port"
    case .cut: "cut"
    case .down: "down"
    case .blackhole: "blackhole"
    case .cutAfter: "cut-after"
    }
  }
}
