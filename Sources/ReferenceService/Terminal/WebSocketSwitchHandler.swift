import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// Turns a connection into a WebSocket once a route has answered an upgrade with 101.
///
/// The handler sits between the HTTP codec and the server's request loop, so that the decision to upgrade is made where
/// every other request is answered: in a route, behind the same middleware. A refused upgrade is an ordinary response;
/// because NIO's decoder stops at a request with an `Upgrade` header, the connection is closed after it.
final class WebSocketSwitchHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// What follows the response that is being written.
  private enum Continuation {
    case http, close, webSocket(sessionID: String)
  }

  private let sessions: TerminalSessions
  private var requestsRead = 0
  private var responsesEnded = 0
  private var upgradeRequest: Int?
  private var continuation = Continuation.http
  private var isSwitched = false

  init(sessions: TerminalSessions) {
    self.sessions = sessions
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data) {
      if head.headerFields[.upgrade] != nil || head.method == .connect { upgradeRequest = requestsRead }
      requestsRead += 1
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    // The request loop behind has nothing more to say on a connection that is no longer HTTP.
    guard !isSwitched else {
      promise?.fail(ChannelError.operationUnsupported)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let head):
      context.write(wrapOutboundOut(.head(prepared(head))), promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      responsesEnded += 1
      finish(context: context, data: data, promise: promise)
    }
  }

  /// Notes what comes after a response, and makes its head say so.
  private func prepared(_ response: HTTPResponse) -> HTTPResponse {
    guard upgradeRequest == responsesEnded else { return response }
    var response = response
    if response.status == .switchingProtocols {
      continuation = .webSocket(sessionID: response.headerFields[.terminalSession] ?? "")
      response.headerFields[.contentLength] = nil
      response.headerFields[.transferEncoding] = nil
    } else {
      continuation = .close
      response.headerFields[.connection] = "close"
    }
    return response
  }

  private func finish(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch continuation {
    case .http:
      context.write(data, promise: promise)
    case .close:
      context.writeAndFlush(data, promise: promise)
      context.close(promise: nil)
    case .webSocket(let sessionID):
      context.writeAndFlush(data, promise: promise)
      isSwitched = true
      do {
        try speakWebSocket(on: context, sessionID: sessionID)
      } catch {
        context.fireErrorCaught(error)
        context.close(promise: nil)
      }
    }
  }

  /// Takes the HTTP handlers out, and the WebSocket handlers in when the last one is gone: a frame must not pass through the former.
  private func speakWebSocket(on context: ChannelHandlerContext, sessionID: String) throws {
    let pipeline = context.pipeline.syncOperations
    let codec = try pipeline.context(handlerType: HTTP1ToHTTPServerCodec.self)
    let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
    let requestState = try pipeline.context(handlerType: HTTPConnectionStateHandler.self)
    let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
    for obsolete in [codec, encoder, requestState] { pipeline.removeHandler(context: obsolete, promise: nil) }
    // The decoder leaves in the next turn of the event loop, before anything else is read.
    let removed = context.eventLoop.makePromise(of: Void.self)
    pipeline.removeHandler(context: decoder, promise: removed)
    removed.futureResult.assumeIsolated()
      .flatMapThrowing { try self.addWebSocket(to: pipeline, sessionID: sessionID) }
      .whenFailure { _ in context.close(promise: nil) }
  }

  private func addWebSocket(to pipeline: ChannelPipeline.SynchronousOperations, sessionID: String) throws {
    try pipeline.addHandlers(
      [
        WebSocketFrameEncoder(),
        ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: TerminalSessionHandler.frameLimit)),
        IdleStateHandler(readTimeout: TerminalSessionHandler.idleLimit),
        TerminalSessionHandler(sessionID: sessionID, sessions: sessions),
      ], position: .before(self))
  }
}

extension HTTPField.Name {
  /// The terminal session that a 101 opens.
  static let terminalSession: HTTPField.Name = HTTPField.Name("X-Terminal-Session") ?? .server
}
