import NIOCore

/// Simultaneous upgrade attempts: all but the last bytes of each handshake are sent, then all are released at once.
public struct WebSocketBurst: Sendable {
  private let engine: BurstEngine

  public init(endpoint: WireEndpoint, loops: WireLoops, options: Burst.Options = Burst.Options()) {
    engine = BurstEngine(endpoint: endpoint, loops: loops, options: options)
  }

  /// Prepares and releases the attempts and waits for every answer.
  ///
  /// - Throws: ``WireError`` where the burst cannot be prepared.
  public func run(_ requests: [WebSocketRequest], deadline: Duration = .seconds(30)) async throws -> WebSocketBurstResult {
    let handshakes = requests.map(WebSocketHandshake.init)
    let connections = try await engine.connect(requests.count, reusing: [], warmUp: nil)
    var records = try await engine.run(handshakes.map(\.wireRequest), on: connections, deadline: deadline)
    var open: [Int: WebSocketClient] = [:]
    for position in records.indices {
      let index = records[position].index
      guard let response = records[position].response else { continue }
      do {
        open[index] = try await WebSocketClient.upgrade(connections[index], handshakes[index], response).client
      } catch {
        records[position].outcome = .failure(.from(error, during: .webSocket, endpoint: engine.endpoint))
      }
    }
    return WebSocketBurstResult(burst: BurstResult(records: records), open: open)
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
