import NIOCore
import NIOPosix

/// One TCP connection and its exchange handler; may be shared between tasks, all work happens on its event loop.
final class WireConnection: Sendable {
  let endpoint: WireEndpoint
  let channel: any Channel
  /// The socket's descriptor where this module opened it: valid only on the event loop and while the channel is active.
  let descriptor: CInt?
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
      var descriptor: CInt?
      let channel: any Channel
      if keepsDescriptor {
        let socket = try await RawSocket.connect(to: endpoint, within: timeout)
        descriptor = socket
        channel = try await bootstrap.withConnectedSocket(socket).get()
      } else {
        channel = try await bootstrap.connect(host: endpoint.host, port: endpoint.port).get()
      }
      let handler = try await channel.eventLoop.submit {
        NIOLoopBound(try channel.pipeline.syncOperations.handler(type: ExchangeHandler.self), eventLoop: channel.eventLoop)
      }.get()
      return WireConnection(endpoint: endpoint, channel: channel, descriptor: descriptor, handler: handler)
    } catch {
      throw WireError.from(error, during: .connect, endpoint: endpoint)
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
    loop.execute { start { promise.completeWith($0.mapError { $0 as any Error }) } }
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
