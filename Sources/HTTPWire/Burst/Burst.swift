import NIOCore

/// Simultaneous requests: each is prepared on a warm connection of its own, and all are released at once.
///
/// The connections are kept between runs, so that rounds can follow each other quickly.
public actor Burst {
  /// How much of each request is on its way before the release.
  public enum Release: Sendable, Hashable {
    /// Nothing: at the release whole requests are written.
    case barrier
    /// Everything but the last `n` bytes (of the body, or of the head where there is no body).
    case lastBytes(Int)
  }

  public struct Options: Sendable, Hashable {
    public var release: Release
    /// Event loops that release; at most as many as the ``WireLoops`` have.
    public var lanes: Int
    /// Between preparation and release, so that the target has read what it was sent.
    public var settle: Duration
    public var connectTimeout: Duration
    public var limits: WireLimits

    public init(
      release: Release = .lastBytes(1), lanes: Int = 2, settle: Duration = .milliseconds(2), connectTimeout: Duration = .seconds(5),
      limits: WireLimits = WireLimits()
    ) {
      self.release = release
      self.lanes = lanes
      self.settle = settle
      self.connectTimeout = connectTimeout
      self.limits = limits
    }
  }

  private let engine: BurstEngine
  private var connections: [WireConnection] = []

  public init(endpoint: WireEndpoint, loops: WireLoops, options: Options = Options()) {
    engine = BurstEngine(endpoint: endpoint, loops: loops, options: options)
  }

  /// Prepares and releases the requests and waits for every answer.
  ///
  /// - Parameters:
  ///   - requests: may differ from each other; at most 4096.
  ///   - warmUp: sent on each new connection first, so that the target has accepted it and done its first-request work.
  ///   - deadline: from the release to the last answer.
  /// - Throws: ``WireError`` where the burst cannot be prepared; what fails after the release is in the records.
  public func run(_ requests: [WireRequest], warmUp: WireRequest? = nil, deadline: Duration = .seconds(30)) async throws -> BurstResult {
    let kept = connections.filter(\.isActive)
    connections = []
    let ready = try await engine.connect(requests.count, reusing: kept, warmUp: warmUp)
    let records = try await engine.run(requests, on: ready, deadline: deadline)
    connections = ready.filter(\.isActive)
    return BurstResult(records: records)
  }

  /// Closes the kept connections.
  public func close() async {
    let open = connections
    connections = []
    for connection in open { await connection.close() }
  }
}
