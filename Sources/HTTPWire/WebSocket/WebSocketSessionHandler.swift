import NIOCore
import NIOWebSocket

/// Turns frames into messages, answers pings and closes, and keeps messages until they are received. Confined to its event loop.
final class WebSocketSessionHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame
  typealias Waiter = (Result<WebSocketMessage, WireError>) -> Void

  private let endpoint: WireEndpoint
  private let request: WebSocketRequest
  private var queue: [WebSocketMessage] = []
  private var waiter: Waiter?
  private var timeout: Scheduled<Void>?
  private var ended: WireError?
  private var sentClose = false
  private var context: ChannelHandlerContext?

  init(endpoint: WireEndpoint, request: WebSocketRequest) {
    self.endpoint = endpoint
    self.request = request
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) {
    end(error(.closedEarly, "the connection was taken down"))
    self.context = nil
  }

  /// Calls `waiter` once: with the next message, or with why there is none.
  func receive(deadline: NIODeadline, _ waiter: @escaping Waiter) {
    if !queue.isEmpty {
      waiter(.success(queue.removeFirst()))
    } else if let ended {
      waiter(.failure(ended))
    } else if self.waiter != nil {
      waiter(.failure(error(.failed, "somebody else is already receiving")))
    } else if let context {
      self.waiter = waiter
      let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
      timeout = context.eventLoop.scheduleTask(deadline: deadline) {
        bound.value.answer(.failure(bound.value.error(.timedOut, "no message within the deadline")))
      }
    } else {
      waiter(.failure(error(.closedEarly, "the connection is closed")))
    }
  }

  /// Ends a wait that nobody is interested in any more.
  func cancelReceive() { answer(.failure(error(.cancelled, "the call was cancelled"))) }

  func send(_ opcode: WebSocketOpcode, _ bytes: [UInt8], promise: EventLoopPromise<Void>?) {
    guard let context, ended == nil, !sentClose else {
      promise?.fail(ended ?? error(.closedEarly, "the connection is closed or closing"))
      return
    }
    if opcode == .connectionClose { sentClose = true }
    let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: context.channel.allocator.buffer(bytes: bytes))
    context.writeAndFlush(wrapOutboundOut(frame), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    let bytes = Array(frame.unmaskedData.readableBytesView)
    switch frame.opcode {
    case .text:
      guard let text = String(validating: bytes, as: UTF8.self) else {
        close(context, code: 1007, error(.malformedResponse, "a text message that is not UTF-8"))
        return
      }
      deliver(.text(text), context)
    case .binary: deliver(.binary(bytes), context)
    case .ping:
      if request.answersPings { send(.pong, bytes, promise: nil) }
      deliver(.ping(bytes), context)
    case .pong: deliver(.pong(bytes), context)
    case .connectionClose:
      let code = bytes.count >= 2 ? Int(bytes[0]) << 8 | Int(bytes[1]) : nil
      deliver(.close(code: code, reason: String(decoding: bytes.dropFirst(2), as: UTF8.self)), context)
      if !sentClose { send(.connectionClose, Array(bytes.prefix(2)), promise: nil) }
      end(error(.closedEarly, "the peer closed the connection\(code.map { " with code \($0)" } ?? "")"))
      context.close(promise: nil)
    default: close(context, code: 1002, error(.malformedResponse, "a frame with an unknown opcode"))
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(error(.closedEarly, "the connection ended without a close frame"))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error caught: any Error) {
    switch caught {
    case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error:
      close(context, code: 1002, error(.malformedResponse, "a frame that breaks the protocol: \(caught)"))
    default:
      end(.from(caught, during: .webSocket, endpoint: endpoint))
      context.close(promise: nil)
    }
  }

  private func deliver(_ message: WebSocketMessage, _ context: ChannelHandlerContext) {
    if waiter != nil {
      answer(.success(message))
    } else if queue.count < request.maximumQueuedMessages {
      queue.append(message)
    } else {
      close(context, code: 1008, error(.tooLarge, "more than \(request.maximumQueuedMessages) messages that nobody received"))
    }
  }

  private func close(_ context: ChannelHandlerContext, code: Int, _ reason: WireError) {
    send(.connectionClose, [UInt8(code >> 8), UInt8(code & 255)], promise: nil)
    end(reason)
    context.close(promise: nil)
  }

  private func end(_ reason: WireError) {
    if ended == nil { ended = reason }
    answer(.failure(ended ?? reason))
  }

  private func answer(_ result: Result<WebSocketMessage, WireError>) {
    guard let waiter else { return }
    self.waiter = nil
    timeout?.cancel()
    timeout = nil
    waiter(result)
  }

  private func error(_ kind: WireError.Kind, _ detail: String) -> WireError {
    WireError(kind, during: .webSocket, endpoint: endpoint, detail: detail)
  }
}
