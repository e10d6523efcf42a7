import NIOCore
import NIOPosix

/// Simultaneous requests: each is prepared on a warm connection, and all are released at once.
///
/// The connections are kept between runs, so that rounds can follow each other quickly.
public actor Burst {
  /// What is on its way before the release, and what the release is.
  public enum Release: Sendable, Hashable {
    /// Nothing before; whole requests are written at the release.
    case barrier
    /// Everything before the last byte of the head; the release sends that and the body.
    case lastHeaderByte
    /// Everything but the last `n` bytes (of the body, or of the head where there is no body).
    case lastBytes(Int)
    /// Over HTTP/2, everything but the frame that ends each request; the release sends all of these in one write.
    case lastFrames
    /// Over HTTP/2, nothing before; all frames of all requests are released in one write.
    case wholeFrames
    /// The target is stopped, all requests are written to its sockets, and the release lets it go on.
    case frozen(FrozenProcess)
  }

  public struct Options: Sendable, Hashable {
    public var release: Release
    /// Event loops that release over TLS; at most as many as the ``WireLoops`` have. Plain sockets are released by one thread.
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

  private let endpoint: WireEndpoint
  private let loops: WireLoops
  private let options: Options
  private var secured: [WireConnection] = []
  private var sockets: [SocketHandle] = []
  private var links: [HTTP2Link] = []

  public init(endpoint: WireEndpoint, loops: WireLoops, options: Options = Options()) {
    self.endpoint = endpoint
    self.loops = loops
    self.options = options
  }

  /// Prepares and releases the requests and waits for every answer.
  ///
  /// - Parameters:
  ///   - requests: may differ from each other; at most 4096.
  ///   - warmUp: sent on each new connection first, so that the target has accepted it and done its first-request work.
  ///   - release: another one than that of the options.
  ///   - order: in which the requests are released, as their indices; as they are given where it is nil.
  ///   - deadline: from the release to the last answer.
  /// - Throws: ``WireError`` where the burst cannot be prepared; what fails after the release is in the records.
  public func run(
    _ requests: [WireRequest], warmUp: WireRequest? = nil, release: Release? = nil, order: [Int]? = nil, deadline: Duration = .seconds(30)
  ) async throws -> BurstResult {
    try await run(items: requests.map(BurstItem.request), warmUp: warmUp, release: release, order: order, deadline: deadline)
  }

  /// As ``run(_:warmUp:release:order:deadline:)``, with WebSocket upgrades among the requests. The caller closes what opens.
  public func run(
    items: [BurstItem], warmUp: WireRequest? = nil, release: Release? = nil, order: [Int]? = nil, deadline: Duration = .seconds(30)
  ) async throws -> BurstResult {
    guard (1...BurstEngine.maximumRequests).contains(items.count) else {
      throw refusal("a burst has 1 to \(BurstEngine.maximumRequests) requests, not \(items.count)")
    }
    let order = order ?? Array(items.indices)
    guard order.sorted() == Array(items.indices) else { throw refusal("the order does not name each request once") }
    var options = options
    options.release = release ?? options.release
    let handshakes = items.map { item -> WebSocketHandshake? in if case .upgrade(let request) = item { .init(request) } else { nil } }
    let requests = zip(items, handshakes).map { item, handshake in
      switch item {
      case .request(let request): request
      case .upgrade(let request): handshake?.wireRequest ?? WireRequest(target: request.target)
      }
    }
    if endpoint.tls != nil { return try await overTLS(requests, handshakes, options, warmUp, deadline) }
    if options.release.isMultiplexed {
      guard !items.contains(where: \.isUpgrade) else { throw refusal("WebSocket upgrades are released over HTTP/1.1 only") }
      return try await multiplexed(order.map { .init(index: $0, request: requests[$0]) }, options, warmUp, deadline)
    }
    return try await onSockets(requests, handshakes, order, options, warmUp, deadline)
  }

  /// Whether the target speaks HTTP/2 with prior knowledge over plain TCP (RFC 9113 section 3.3).
  public func speaksHTTP2() async throws -> Bool {
    guard endpoint.tls == nil else { return false }
    do {
      if links.isEmpty { links = [try await link()] }
      return true
    } catch let error as WireError where [.malformedResponse, .closedEarly, .reset, .timedOut].contains(error.kind) {
      return false
    }
  }

  /// Closes the kept connections.
  public func close() async {
    let open = secured
    secured = []
    sockets = []
    links = []
    for connection in open { await connection.close() }
  }
}

// MARK: - Plain sockets

extension Burst {
  private func onSockets(
    _ requests: [WireRequest], _ handshakes: [WebSocketHandshake?], _ order: [Int], _ options: Options, _ warmUp: WireRequest?,
    _ deadline: Duration
  ) async throws -> BurstResult {
    let ready = try await warmSockets(requests.count, warmUp)
    let members = order.map { SocketBurst.Member(index: $0, socket: ready[$0], request: requests[$0]) }
    let burst = SocketBurst(endpoint: endpoint, options: options, members: members, deadline: deadline)
    let answers = try await onThread(ready) { try burst.run() }.sorted { $0.record.index < $1.record.index }
    var records = answers.map(\.record)
    var open: [Int: WebSocketClient] = [:]
    for (index, answer) in answers.enumerated() {
      if answer.isReusable {
        sockets.append(ready[index])
      } else if let handshake = handshakes[index], let response = answer.record.response, response.status == 101 {
        do {
          let connection = try await WireConnection.adopt(ready[index], of: endpoint, on: loops, received: answer.leftover)
          open[index] = try await WebSocketClient.upgrade(connection, handshake, response).client
        } catch {
          records[index].outcome = .failure(.from(error, during: .webSocket, endpoint: endpoint))
        }
      }
    }
    return BurstResult(records: records, open: open)
  }

  private func warmSockets(_ count: Int, _ warmUp: WireRequest?) async throws -> [SocketHandle] {
    var ready = sockets.filter(\.isQuiet)
    sockets = ready.count > count ? Array(ready[count...]) : []
    ready = Array(ready.prefix(count))
    var fresh: [SocketHandle] = []
    while ready.count + fresh.count < count { fresh.append(try await connect()) }
    if let warmUp, !fresh.isEmpty {
      var options = options
      options.release = .barrier
      options.settle = .zero
      let members = fresh.enumerated().map { SocketBurst.Member(index: $0.offset, socket: $0.element, request: warmUp) }
      let burst = SocketBurst(endpoint: endpoint, options: options, members: members, deadline: options.connectTimeout)
      let answers = try await onThread(fresh) { try burst.run() }
      if let error = answers.lazy.compactMap(\.record.error).first { throw error }
      // Where the target closes after each answer, a warm connection cannot be had: new ones are still open ones.
      for (index, answer) in answers.enumerated() where !answer.isReusable { fresh[index] = try await connect() }
    }
    return ready + fresh
  }

  private func connect() async throws -> SocketHandle {
    try loops.checkOpen(for: endpoint)
    do {
      return SocketHandle(try await RawSocket.connect(to: endpoint, within: options.connectTimeout))
    } catch {
      throw WireError.from(error, during: .connect, endpoint: endpoint)
    }
  }

  /// Runs what waits on the thread for bursts; cancellation ends the connections, and with them the wait.
  private func onThread<Value: Sendable>(_ sockets: [SocketHandle], _ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    let pool = try loops.burstThread(for: endpoint)
    let value = try await withTaskCancellationHandler {
      try await pool.runIfActive(body)
    } onCancel: {
      for socket in sockets { socket.interrupt() }
    }
    guard !Task.isCancelled else {
      throw WireError(.cancelled, during: .awaitResponse, endpoint: endpoint, detail: "the call was cancelled")
    }
    return value
  }

  private func refusal(_ detail: String) -> WireError { WireError(.failed, during: .connect, endpoint: endpoint, detail: detail) }
}

// MARK: - HTTP/2 and TLS

extension Burst {
  private func multiplexed(
    _ members: [MultiplexedBurst.Member], _ options: Options, _ warmUp: WireRequest?, _ deadline: Duration
  ) async throws -> BurstResult {
    var kept = links.filter(\.socket.isQuiet)
    links = []
    while kept.reduce(0, { $0 + $1.session.capacity }) < members.count {
      var fresh = [try await link()]
      guard let first = fresh.first, first.session.capacity > 0 else { throw refusal("the target allows no HTTP/2 stream") }
      if let warmUp {
        var calm = options
        calm.settle = .zero
        let burst = MultiplexedBurst(
          endpoint: endpoint, options: calm, members: [.init(index: 0, request: warmUp)], deadline: options.connectTimeout)
        let prepared = fresh
        fresh = try await onThread([first.socket]) {
          var links = prepared
          if let error = try burst.run(&links).first?.error { throw error }
          return links
        }
      }
      kept += fresh
    }
    let burst = MultiplexedBurst(endpoint: endpoint, options: options, members: members, deadline: deadline)
    let prepared = kept
    let (records, rest) = try await onThread(kept.map(\.socket)) {
      var links = prepared
      let records = try burst.run(&links)
      return (records, links)
    }
    links = rest
    return BurstResult(records: records.sorted { $0.index < $1.index })
  }

  private func link() async throws -> HTTP2Link {
    let socket = try await connect()
    let (endpoint, options) = (endpoint, options)
    return try await onThread([socket]) {
      try HTTP2Link(socket, endpoint: endpoint, limits: options.limits, within: min(options.connectTimeout, .seconds(1)))
    }
  }

  private func overTLS(
    _ requests: [WireRequest], _ handshakes: [WebSocketHandshake?], _ options: Options, _ warmUp: WireRequest?, _ deadline: Duration
  ) async throws -> BurstResult {
    if options.release.isMultiplexed { throw refusal("bursts over HTTP/2 need a target without TLS") }
    if case .frozen = options.release { throw refusal("a target with TLS cannot be filled while it is stopped") }
    let engine = BurstEngine(endpoint: endpoint, loops: loops, options: options)
    let kept = secured.filter(\.isActive)
    secured = []
    let ready = try await engine.connect(requests.count, reusing: kept, warmUp: warmUp)
    var records = try await engine.run(requests, on: ready, deadline: deadline)
    var open: [Int: WebSocketClient] = [:]
    for index in records.indices {
      guard let handshake = handshakes[index], let response = records[index].response else { continue }
      do {
        open[index] = try await WebSocketClient.upgrade(ready[index], handshake, response).client
      } catch {
        records[index].outcome = .failure(.from(error, during: .webSocket, endpoint: endpoint))
      }
    }
    secured = ready.indices.filter { handshakes[$0] == nil && ready[$0].isActive }.map { ready[$0] }
    return BurstResult(records: records, open: open)
  }
}
