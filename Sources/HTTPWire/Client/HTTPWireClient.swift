import NIOCore
import Synchronization

/// A keep-alive client of one endpoint. Requests run at the same time on connections of their own, which are kept for the next.
public final class HTTPWireClient: Sendable {
  public struct Options: Sendable, Hashable {
    /// For the TCP connection alone; the deadline of the exchange holds as well.
    public var connectTimeout: Duration
    public var limits: WireLimits
    /// Connections kept open while nothing is sent; 0 makes a connection for each request.
    public var idleConnections: Int

    public init(connectTimeout: Duration = .seconds(5), limits: WireLimits = WireLimits(), idleConnections: Int = 64) {
      self.connectTimeout = connectTimeout
      self.limits = limits
      self.idleConnections = idleConnections
    }
  }

  private struct Pool {
    var idle: [WireConnection] = []
    var isClosed = false
  }

  public let endpoint: WireEndpoint
  private let loops: WireLoops
  private let options: Options
  private let pool = Mutex(Pool())

  public init(endpoint: WireEndpoint, loops: WireLoops, options: Options = Options()) {
    self.endpoint = endpoint
    self.loops = loops
    self.options = options
  }

  /// Sends a request and waits for its response.
  ///
  /// A kept connection that turns out to be gone before any byte came back is replaced once, for `GET`, `HEAD` and `OPTIONS` only.
  /// - Parameter deadline: for the whole exchange, connecting included.
  /// - Throws: ``WireError``.
  public func send(_ request: WireRequest, deadline: Duration = .seconds(30)) async throws -> WireResponse {
    let end = NIODeadline.now() + TimeAmount(deadline)
    let loop = loops.current
    if let kept = try takeIdle(on: loop) {
      do {
        return try await exchange(request, on: kept, deadline: end)
      } catch let error as WireError
        where request.isSafeToRepeat && error.bytesReceived == 0 && [.reset, .closedEarly].contains(error.kind)
      {
        // The server closed an idle connection: a fresh one decides.
      }
    }
    return try await exchange(request, on: connect(on: loop ?? loops.group.next(), deadline: end), deadline: end)
  }

  /// Closes the kept connections; later calls of ``send(_:deadline:)`` fail with ``WireError/Kind/cancelled``.
  public func close() async {
    let idle = pool.withLock { pool in
      pool.isClosed = true
      defer { pool.idle = [] }
      return pool.idle
    }
    for connection in idle { await connection.close() }
  }

  private func connect(on loop: any EventLoop, deadline: NIODeadline) async throws -> WireConnection {
    let remaining = Duration.nanoseconds((deadline - .now()).nanoseconds)
    return try await WireConnection.connect(to: endpoint, on: loop, of: loops, within: min(options.connectTimeout, remaining))
  }

  private func exchange(_ request: WireRequest, on connection: WireConnection, deadline: NIODeadline) async throws -> WireResponse {
    let completed = try await connection.exchange(request, limits: options.limits, deadline: deadline)
    if completed.isReusable, keep(connection) { return completed.response }
    await connection.close()
    return completed.response
  }

  /// - Parameter loop: the one whose connections are taken; nil for any.
  private func takeIdle(on loop: (any EventLoop)?) throws -> WireConnection? {
    try pool.withLock { pool in
      guard !pool.isClosed else {
        throw WireError(.cancelled, during: .connect, endpoint: endpoint, detail: "the client was closed")
      }
      while let position = pool.idle.lastIndex(where: { loop == nil || $0.loop === loop }) {
        let connection = pool.idle.remove(at: position)
        if connection.isActive { return connection }
      }
      return nil
    }
  }

  private func keep(_ connection: WireConnection) -> Bool {
    pool.withLock { pool in
      guard !pool.isClosed, pool.idle.count < options.idleConnections, connection.isActive else { return false }
      pool.idle.append(connection)
      return true
    }
  }
}
