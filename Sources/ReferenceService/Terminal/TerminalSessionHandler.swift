import NIOCore
import NIOWebSocket

/// One terminal session on a WebSocket (RFC 6455): greets with the text `ready`, then returns every message as it came.
///
/// Pings are answered, a close is confirmed, and what breaks the protocol closes the connection with the status that
/// the RFC names: 1002 for an unmasked frame, 1009 for one that is too large, 1001 when the session was idle too long or
/// the server goes away.
final class TerminalSessionHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// The largest frame that is read, in bytes.
  static let frameLimit = 64 * 1024
  /// A session from which nothing came for this long is closed.
  static let idleLimit = TimeAmount.seconds(60)

  private let sessionID: String
  private let sessions: TerminalSessions
  private var isCounted = false
  private var isClosing = false

  init(sessionID: String, sessions: TerminalSessions) {
    self.sessionID = sessionID
    self.sessions = sessions
  }

  func handlerAdded(context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    sessions.opened(sessionID, on: context.channel)
    isCounted = true
    send(.text, "ready", context: context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    uncount(context.channel)
  }

  func channelInactive(context: ChannelHandlerContext) {
    uncount(context.channel)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    guard !isClosing else { return }
    guard frame.maskKey != nil else { return close(.protocolError, context: context) }
    switch frame.opcode {
    case .text, .binary, .continuation:
      reply(WebSocketFrame(fin: frame.fin, opcode: frame.opcode, data: frame.unmaskedData), context: context)
    case .ping:
      reply(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData), context: context)
    case .pong:
      break
    case .connectionClose:
      finish(with: frame.unmaskedData, context: context)
    default:
      close(.protocolError, context: context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is IdleStateHandler.IdleStateEvent, is ChannelShouldQuiesceEvent: close(.goingAway, context: context)
    case is TerminalSessionEnded: close(.policyViolation, context: context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? NIOWebSocketError else { return context.fireErrorCaught(error) }
    close(WebSocketErrorCode(error), context: context)
  }

  private func uncount(_ channel: any Channel) {
    guard isCounted else { return }
    isCounted = false
    sessions.closed(on: channel)
  }

  private func send(_ opcode: WebSocketOpcode, _ text: String, context: ChannelHandlerContext) {
    reply(WebSocketFrame(fin: true, opcode: opcode, data: context.channel.allocator.buffer(string: text)), context: context)
  }

  private func reply(_ frame: WebSocketFrame, context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  private func close(_ code: WebSocketErrorCode, context: ChannelHandlerContext) {
    var data = context.channel.allocator.buffer(capacity: 2)
    data.write(webSocketErrorCode: code)
    finish(with: data, context: context)
  }

  private func finish(with data: ByteBuffer, context: ChannelHandlerContext) {
    guard !isClosing else { return }
    isClosing = true
    context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)), promise: nil)
    context.close(promise: nil)
  }
}

extension WebSocketErrorCode {
  fileprivate init(_ error: NIOWebSocketError) {
    if case .invalidFrameLength = error { self = .messageTooLarge } else { self = .protocolError }
  }
}
