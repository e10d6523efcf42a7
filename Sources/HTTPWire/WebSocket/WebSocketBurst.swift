/// Simultaneous upgrade attempts: all but the last bytes of each handshake are sent, then all are released at once.
public struct WebSocketBurst: Sendable {
  private let endpoint: WireEndpoint
  private let loops: WireLoops
  private let options: Burst.Options

  public init(endpoint: WireEndpoint, loops: WireLoops, options: Burst.Options = Burst.Options()) {
    self.endpoint = endpoint
    self.loops = loops
    self.options = options
  }

  /// Prepares and releases the attempts and waits for every answer.
  ///
  /// - Throws: ``WireError`` where the burst cannot be prepared.
  public func run(_ requests: [WebSocketRequest], deadline: Duration = .seconds(30)) async throws -> WebSocketBurstResult {
    let burst = Burst(endpoint: endpoint, loops: loops, options: options)
    let result = try await burst.run(items: requests.map(BurstItem.upgrade), deadline: deadline)
    await burst.close()
    return WebSocketBurstResult(burst: result, open: result.open)
  }
}

/// What simultaneous upgrade attempts did.
public struct WebSocketBurstResult: Sendable {
  /// A response with status 101 was an accepted attempt.
  public var burst: BurstResult
  /// The open connections, by the index of their attempt; the caller closes them.
  public var open: [Int: WebSocketClient]

  public func closeAll() async {
    for client in open.values { await client.close() }
  }
}
