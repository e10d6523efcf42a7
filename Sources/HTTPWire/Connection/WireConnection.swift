import NIOCore
import NIOPosix

/// One TCP connection and its exchange handler; may be shared between tasks, all work happens on its event loop.
final class WireConnection: Sendable {
  let endpoint: WireEndpoint
  let channel: any Channel
  /// The socket's descriptor where this module opened it: valid only on the event loop and while the channel is active.
  let descriptor: CInt?
  /// The descriptor where bytes may be written past the pipeline: not past TLS.
  var plainDescriptor: CInt? { endpoint.tls == nil ? descriptor : nil }
  private let bound: NIOLoopBound<ExchangeHandler>

  private init(endpoint: WireEndpoint, channel: any Channel, descriptor: CInt?, handler: NIOLoopBound<ExchangeHandler>) {
    self.endpoint = endpoint
    self.channel = channel
    self.descriptor = descriptor
    bound = handler
  }

  var isActive: Bool { channel.isActive }
  var loop: any EventLoop { channel.eventLoop }
  /// Only on the event loop.
  var handler: ExchangeHandler { bound.value }

  /// Connects on `loop`, one of `loops`.
  ///
  /// - Parameter keepsDescriptor: open the socket here, so that a burst can write to it without the pipeline's overhead.
  static func connect(
    to endpoint: WireEndpoint, on loop: any EventLoop, of loops: WireLoops, within timeout: Duration, keepsDescriptor: Bool = false
  ) async throws -> WireConnection {
    try loops.checkOpen(for: endpoint)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(max(.milliseconds(1), TimeAmount(timeout)))
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ExchangeHandler(endpoint: endpoint))
        }
      }
    do {
      let context = try endpoint.tls.map { try loops.contexts.context(for: $0, endpoint: endpoint) }
      let end = NIODeadline.now() + TimeAmount(timeout)
      var descriptor: CInt?
      let channel: any Channel
      if keepsDescriptor {
        let socket = try await RawSocket.connect(to: endpoint, within: timeout)
        descriptor = socket
        channel = try await bootstrap.withConnectedSocket(socket).get()
      } else {
        channel = try await bootstrap.connect(host: endpoint.host, port: endpoint.port).get()
      }
      if let context { try await secure(channel, context, endpoint, before: end) }
      let handler = try await channel.eventLoop.submit {
        NIOLoopBound(try channel.pipeline.syncOperations.handler(type: ExchangeHandler.self), eventLoop: channel.eventLoop)
      }.get()
      return WireConnection(endpoint: endpoint, channel: channel, descriptor: descriptor, handler: handler)
    } catch {
      throw WireError.from(error, during: .connect, endpoint: endpoint)
    }
  }

  /// Takes over a socket on which a 101 was received, with the bytes that came behind that.
  static func adopt(
    _ socket: SocketHandle, of endpoint: WireEndpoint, on loops: WireLoops, received: [UInt8]
  ) async throws -> WireConnection {
    try loops.checkOpen(for: endpoint)
    let bootstrap = ClientBootstrap(group: loops.group).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(ExchangeHandler(endpoint: endpoint, upgradedAfter: received))
      }
    }
    do {
      let channel = try await bootstrap.withConnectedSocket(socket.take()).get()
      let handler = try await channel.eventLoop.submit {
        NIOLoopBound(try channel.pipeline.syncOperations.handler(type: ExchangeHandler.self), eventLoop: channel.eventLoop)
      }.get()
      return WireConnection(endpoint: endpoint, channel: channel, descriptor: nil, handler: handler)
    } catch {
      throw WireError.from(error, during: .connect, endpoint: endpoint)
    }
  }

  /// Puts TLS before the exchange handler and waits for the handshake. Closes the connection when that fails.
  private static func secure(
    _ channel: any Channel, _ context: TLSContext, _ endpoint: WireEndpoint, before end: NIODeadline
  ) async throws {
    let done = channel.eventLoop.makePromise(of: Void.self)
    let late = channel.eventLoop.scheduleTask(deadline: end) {
      done.fail(WireError(.timedOut, during: .connect, endpoint: endpoint, detail: "no TLS handshake within the connect deadline"))
    }
    defer { late.cancel() }
    do {
      try await channel.eventLoop.submit {
        let handlers = channel.pipeline.syncOperations
        do {
          let session = try TLSSession(context, endpoint.tls ?? WireTLS(), endpoint: endpoint)
          try handlers.addHandler(TLSHandler(session, endpoint: endpoint, promise: done), position: .first)
        } catch {
          done.fail(error)
        }
      }.get()
      try await withTaskCancellationHandler {
        try await done.futureResult.get()
      } onCancel: {
        channel.close(promise: nil)
      }
    } catch {
      // It failed already; a failure to close says that the connection is gone.
      try? await channel.close().get()
      throw error
    }
  }

  /// Sends a request and waits for its response; cancellation and a passed deadline close the connection.
  func exchange(_ request: WireRequest, limits: WireLimits, deadline: NIODeadline) async throws -> CompletedExchange {
    let bytes = request.serialized(for: endpoint)
    let method = request.method
    return try await waiting { [bound] completion in
      bound.value.begin(bytes, method: method, limits: limits, deadline: deadline, completion: completion)
    }
  }

  /// Runs `start` on the event loop and waits until its completion was called.
  func waiting(_ start: @escaping @Sendable (@escaping ExchangeHandler.Completion) -> Void) async throws -> CompletedExchange {
    let promise = loop.makePromise(of: CompletedExchange.self)
    let run: @Sendable () -> Void = { start { promise.completeWith($0.mapError { $0 as any Error }) } }
    if loop.inEventLoop { run() } else { loop.execute(run) }
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      abort()
    }
  }

  /// Ends what is under way as cancelled, and closes.
  func abort() {
    loop.execute { [bound] in bound.value.abort(.cancelled, detail: "the call was cancelled") }
  }

  func close() async {
    guard channel.isActive else { return }
    // A failure to close says that the connection is closed already.
    try? await channel.close().get()
  }
}
