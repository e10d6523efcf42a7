import NIOCore
import NIOWebSocket

/// How an opening handshake ended.
public enum WebSocketUpgrade: Sendable {
  case open(WebSocketClient)
  /// The server answered with an ordinary response instead of 101.
  case refused(WireResponse)

  /// The open connection; `nil` where the upgrade was refused.
  public var client: WebSocketClient? {
    if case .open(let client) = self { client } else { nil }
  }
}

/// An open WebSocket connection (RFC 6455). One task receives at a time; any number send.
public final class WebSocketClient: Sendable {
  /// The 101 that opened the connection.
  public let response: WireResponse
  private let connection: WireConnection
  private let bound: NIOLoopBound<WebSocketSessionHandler>

  private init(response: WireResponse, connection: WireConnection, handler: NIOLoopBound<WebSocketSessionHandler>) {
    self.response = response
    self.connection = connection
    bound = handler
  }

  /// Connects and asks for an upgrade.
  ///
  /// - Parameter deadline: for connecting and the answer.
  /// - Throws: ``WireError``; a 101 that does not answer the handshake is ``WireError/Kind/malformedResponse``.
  public static func connect(
    to endpoint: WireEndpoint, _ request: WebSocketRequest, loops: WireLoops, deadline: Duration = .seconds(10)
  ) async throws -> WebSocketUpgrade {
    let end = NIODeadline.now() + TimeAmount(deadline)
    let connection = try await WireConnection.connect(to: endpoint, on: loops.group.next(), of: loops, within: deadline)
    let handshake = WebSocketHandshake(request)
    let completed = try await connection.exchange(handshake.wireRequest, limits: WireLimits(), deadline: end)
    return try await upgrade(connection, handshake, completed.response)
  }

  /// Makes a client of a connection on which a handshake was answered, or closes it.
  static func upgrade(
    _ connection: WireConnection, _ handshake: WebSocketHandshake, _ response: WireResponse
  ) async throws -> WebSocketUpgrade {
    guard response.status == 101 else {
      await connection.close()
      return .refused(response)
    }
    if let problem = handshake.problem(in: response) {
      await connection.close()
      throw WireError(.malformedResponse, during: .webSocket, endpoint: connection.endpoint, detail: problem)
    }
    let request = handshake.request
    let handler = try await connection.loop.submit {
      let handler = WebSocketSessionHandler(endpoint: connection.endpoint, request: request)
      let pipeline = connection.channel.pipeline.syncOperations
      let limit = min(max(1, request.maximumMessageBytes), Int(UInt32.max))
      try pipeline.addHandler(WebSocketFrameEncoder())
      try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limit)))
      try pipeline.addHandler(
        NIOWebSocketFrameAggregator(minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1024, maxAccumulatedFrameSize: limit))
      try pipeline.addHandler(handler)
      connection.handler.continueUpgraded()
      return NIOLoopBound(handler, eventLoop: connection.loop)
    }.get()
    return .open(WebSocketClient(response: response, connection: connection, handler: handler))
  }

  public func send(text: String) async throws { try await send(.text, Array(text.utf8)) }
  public func send(binary: [UInt8]) async throws { try await send(.binary, binary) }
  /// - Parameter payload: at most 125 bytes.
  public func ping(_ payload: [UInt8] = []) async throws { try await send(.ping, Array(payload.prefix(125))) }
  /// - Parameter payload: at most 125 bytes.
  public func pong(_ payload: [UInt8] = []) async throws { try await send(.pong, Array(payload.prefix(125))) }

  /// The next message; control frames are messages as well.
  ///
  /// - Throws: ``WireError``: `timedOut` leaves the connection open; `closedEarly` once it is closed and every message was received.
  public func receive(deadline: Duration = .seconds(10)) async throws -> WebSocketMessage {
    let end = NIODeadline.now() + TimeAmount(deadline)
    let promise = connection.loop.makePromise(of: WebSocketMessage.self)
    connection.loop.execute { [bound] in
      bound.value.receive(deadline: end) { promise.completeWith($0.mapError { $0 as any Error }) }
    }
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      connection.loop.execute { [bound] in bound.value.cancelReceive() }
    }
  }

  /// Sends a close frame, waits for the peer's, and takes the connection down in any case.
  ///
  /// - Returns: the peer's close frame; `nil` where it sent none within the deadline.
  @discardableResult
  public func close(code: Int = 1000, reason: String = "", deadline: Duration = .seconds(2)) async -> WebSocketMessage? {
    let payload = [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)] + Array(reason.utf8.prefix(123))
    let end = NIODeadline.now() + TimeAmount(deadline)
    var answer: WebSocketMessage?
    do {
      try await send(.connectionClose, payload)
      while answer == nil {
        let message = try await receive(deadline: .nanoseconds((end - .now()).nanoseconds))
        if case .close = message { answer = message }
      }
    } catch {
      // The peer is gone or silent: there is nothing left to agree on.
    }
    await connection.close()
    return answer
  }

  /// Drops the TCP connection without a close frame.
  public func drop() async { await connection.close() }

  private func send(_ opcode: WebSocketOpcode, _ bytes: [UInt8]) async throws {
    let promise = connection.loop.makePromise(of: Void.self)
    connection.loop.execute { [bound] in bound.value.send(opcode, bytes, promise: promise) }
    do {
      try await promise.futureResult.get()
    } catch {
      throw WireError.from(error, during: .webSocket, endpoint: connection.endpoint)
    }
  }
}
