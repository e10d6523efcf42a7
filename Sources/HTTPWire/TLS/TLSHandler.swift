import NIOCore

/// Puts TLS between the socket and the exchange handler. Confined to its event loop.
final class TLSHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let session: TLSSession
  private let endpoint: WireEndpoint
  /// Until the handshake is over: a connection counts as connected only then, and a burst is released on ready ones.
  private var connecting: EventLoopPromise<Void>?
  private var isSecure = false

  init(_ session: TLSSession, endpoint: WireEndpoint, promise: EventLoopPromise<Void>) {
    self.session = session
    self.endpoint = endpoint
    connecting = promise
  }

  func handlerAdded(context: ChannelHandlerContext) {
    // It is added to a connected socket.
    handshake(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end(.closedEarly, "the connection was taken down during the TLS handshake")
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    unwrapInboundIn(data).withUnsafeReadableBytes { session.take($0) }
    if !isSecure { handshake(context) }
    if isSecure { deliver(context) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.closedEarly, "the peer closed during the TLS handshake")
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let promise = connecting {
      connecting = nil
      promise.fail(error)
    }
    context.fireErrorCaught(error)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .done = unwrapOutboundIn(data).withUnsafeReadableBytes({ session.write($0) }) else {
      let error = WireError(.failed, during: .send, endpoint: endpoint, detail: "TLS took no bytes: \(OpenSSLError.text())")
      promise?.fail(error)
      context.fireErrorCaught(error)
      return
    }
    context.write(wrapOutboundOut(ByteBuffer(bytes: session.output())), promise: promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if isSecure, mode != .input { session.end() }
    send(context)
    context.close(mode: mode, promise: promise)
  }

  private func handshake(_ context: ChannelHandlerContext) {
    let step = session.handshake()
    // An alert, too, is something to send.
    send(context)
    switch step {
    case .needsInput: break
    case .done:
      isSecure = true
      connecting?.succeed()
      connecting = nil
    case .ended:
      end(.closedEarly, "the peer ended TLS during the handshake")
      context.close(promise: nil)
    case .failed(let reason, let isUntrusted):
      end(isUntrusted ? .untrusted : .failed, isUntrusted ? reason : "the TLS handshake failed: \(reason)")
      context.close(promise: nil)
    }
  }

  private func deliver(_ context: ChannelHandlerContext) {
    let (bytes, step) = session.read()
    // A key update or a renegotiation has an answer.
    send(context)
    if !bytes.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: bytes))) }
    switch step {
    case .done, .needsInput: break
    case .ended: context.close(promise: nil)
    case .failed(let reason, _):
      context.fireErrorCaught(WireError(.failed, during: .readResponse, endpoint: endpoint, detail: "TLS failed: \(reason)"))
      context.close(promise: nil)
    }
  }

  private func send(_ context: ChannelHandlerContext) {
    let bytes = session.output()
    guard !bytes.isEmpty else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  private func end(_ kind: WireError.Kind, _ detail: String) {
    connecting?.fail(WireError(kind, during: .connect, endpoint: endpoint, detail: detail))
    connecting = nil
  }
}
