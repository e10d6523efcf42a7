/// What the proxy does to the traffic of one dependency.
public enum Fault: Sendable, Hashable {
  /// Every chunk is delivered `delay` plus or minus up to `jitter` later, in order; jitter is drawn from `seed`.
  case latency(delay: Duration, jitter: Duration = .zero, seed: UInt64 = 0, direction: FaultDirection = .both)
  /// Each connection passes at most so many bytes a second in a direction: N bytes take N / `bytesPerSecond` seconds.
  case bandwidth(bytesPerSecond: Int, direction: FaultDirection = .both)
  /// Nothing goes out in pieces larger than `bytes`, each a TCP segment of its own; `gap` passes between two pieces of a chunk.
  case slice(bytes: Int, gap: Duration = .milliseconds(1), direction: FaultDirection = .both)
  /// An orderly end (FIN) is passed on `delay` later than it came.
  case slowClose(delay: Duration, direction: FaultDirection = .both)
  /// New connections are reset as soon as they are accepted; existing ones live on.
  case refuse
  /// The port is closed, so that new connections get `ECONNREFUSED`; existing ones live on. The kernel answers, so that attempts
  /// cannot be counted: the proof is a connection attempt of the proxy's own.
  case closePort
  /// Existing connections are reset, now and once; new ones are served.
  case cut
  /// Existing connections are closed in order (FIN), now and once; new ones are served.
  case close
  /// Existing connections are reset, and new ones as soon as they are accepted.
  case down
  /// Nothing passes, nothing is closed: bytes, ends of stream and new connections are held, and delivered in order on healing.
  case blackhole(direction: FaultDirection = .both)
  /// One end of the existing connections is gone and the other has not noticed: what it sends is swallowed, and it hears nothing.
  /// Once healed it is told by a reset, as by a host that came back: at once where it has sent something, else when it next sends.
  case halfOpen(lost: FaultEnd = .upstream)
  /// Each connection ends once exactly this many further bytes have passed in the direction (in both together, for `both`).
  case cutAfter(bytes: Int, direction: FaultDirection = .toClient, ending: FaultEnding = .reset)
  /// Requests of HTTP/1.1 get another answer than the server's.
  case http(HTTPFault)

  /// The name used in scenarios and reports.
  public var name: String {
    switch self {
    case .latency: "latency"
    case .bandwidth: "bandwidth"
    case .slice: "slice"
    case .slowClose: "slow-close"
    case .refuse: "refuse"
    case .closePort: "close-port"
    case .cut: "cut"
    case .close: "close"
    case .down: "down"
    case .blackhole: "blackhole"
    case .halfOpen: "half-open"
    case .cutAfter: "cut-after"
    case .http(let fault): fault.answer.name
    }
  }

  /// The bytes that it looks at.
  var direction: FaultDirection {
    switch self {
    case .latency(_, _, _, let direction), .bandwidth(_, let direction), .slice(_, _, let direction), .slowClose(_, let direction),
      .blackhole(let direction), .cutAfter(_, let direction, _):
      direction
    case .refuse, .closePort, .cut, .close, .down, .halfOpen, .http: .both
    }
  }
}
