import Glibc
import NIOCore

/// What an exchange ended with.
struct CompletedExchange: Sendable {
  var response: WireResponse
  /// The connection may carry another exchange.
  var isReusable: Bool
}

/// Carries one exchange at a time over a connection. Confined to its event loop.
final class ExchangeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer
  typealias Completion = (Result<CompletedExchange, WireError>) -> Void

  private struct Exchange {
    var parser: ResponseParser
    var sent: WireInstant?
    var firstByte: WireInstant?
    var heldBack: ArraySlice<UInt8>
    var timeout: Scheduled<Void>?
    let streamLimit: WireStreamLimit?
    /// Ends the reading of an event stream.
    var cut: Scheduled<Void>?
    var completion: Completion
  }

  private enum Mode {
    case idle
    case active(Exchange)
    /// After a 101: bytes go on to the handlers behind this one.
    case upgraded
    case closed(WireError)
  }

  private let endpoint: WireEndpoint
  private var mode = Mode.idle
  private var context: ChannelHandlerContext?
  /// The first error of the socket; the close that follows is reported with it.
  private var socketError: WireError?
  /// Bytes that followed a 101, until the WebSocket handlers stand behind this one.
  private var afterUpgrade: [UInt8] = []
  /// The WebSocket handlers stand behind this one.
  private var isForwarding = false

  /// - Parameter received: on a connection that was upgraded already, the bytes that came behind the 101.
  init(endpoint: WireEndpoint, upgradedAfter received: [UInt8]? = nil) {
    self.endpoint = endpoint
    if let received {
      mode = .upgraded
      afterUpgrade = received
    }
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    fail(WireError(.closedEarly, during: phase, endpoint: endpoint, detail: "the connection was taken down", bytesReceived: received))
    self.context = nil
  }

  /// Starts an exchange: writes all but the last `holdingBack` bytes, and calls `completion` exactly once.
  func begin(
    _ bytes: [UInt8], method: String, limits: WireLimits, holdingBack: Int = 0, deadline: NIODeadline?, completion: @escaping Completion
  ) {
    guard let context, case .idle = mode else {
      completion(.failure(closedError))
      return
    }
    let split = bytes.count - min(max(0, holdingBack), bytes.count)
    mode = .active(
      Exchange(
        parser: ResponseParser(method: method, limits: limits), heldBack: bytes[split...], streamLimit: limits.eventStream,
        completion: completion))
    if let deadline { setDeadline(deadline) }
    if split == bytes.count { stamp() }
    if split > 0 { write(bytes[..<split], context: context) }
  }

  /// Replaces the deadline of the exchange under way.
  func setDeadline(_ deadline: NIODeadline) {
    guard let context, case .active(var exchange) = mode else { return }
    exchange.timeout?.cancel()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    exchange.timeout = context.eventLoop.scheduleTask(deadline: deadline) { bound.value.expire() }
    mode = .active(exchange)
  }

  /// Writes the bytes that were held back, past the pipeline where the socket's descriptor is known. Returns the instant after it.
  func release(descriptor: CInt?) -> WireInstant? {
    guard let context, case .active(var exchange) = mode, !exchange.heldBack.isEmpty else { return nil }
    var bytes = exchange.heldBack
    exchange.heldBack = []
    exchange.sent = .now
    mode = .active(exchange)
    if let descriptor {
      let sent = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)) }
      if sent > 0 { bytes = bytes.dropFirst(sent) }
    }
    // What the socket did not take, and every error of it, goes the ordinary way.
    if !bytes.isEmpty { write(bytes, context: context) }
    return .now
  }

  /// Ends the exchange under way with an error and closes the connection.
  func abort(_ kind: WireError.Kind, detail: String) {
    fail(WireError(kind, during: phase, endpoint: endpoint, detail: detail, bytesReceived: received))
    context?.close(promise: nil)
  }

  /// Hands the bytes that came right behind a 101 to the handlers that were added behind this one.
  func continueUpgraded() {
    guard let context, case .upgraded = mode else { return }
    isForwarding = true
    guard !afterUpgrade.isEmpty else { return }
    let bytes = afterUpgrade
    afterUpgrade = []
    context.fireChannelRead(wrapInboundOut(context.channel.allocator.buffer(bytes: bytes)))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let now = WireInstant.now
    switch mode {
    case .active(var exchange):
      if exchange.firstByte == nil { exchange.firstByte = now }
      let buffer = unwrapInboundIn(data)
      do throws(ResponseParser.Failure) {
        let isComplete = try exchange.parser.feed(buffer.readableBytesView)
        mode = .active(exchange)
        if isComplete {
          finish(at: now, context: context)
        } else if let limit = exchange.streamLimit, exchange.parser.isStreaming {
          follow(limit, context: context)
        }
      } catch {
        mode = .active(exchange)
        refuse(error)
      }
    case .upgraded:
      if isForwarding {
        context.fireChannelRead(data)
      } else {
        afterUpgrade.append(contentsOf: unwrapInboundIn(data).readableBytesView)
      }
    case .idle:
      // Nothing was asked: the connection cannot be trusted with another exchange.
      context.close(promise: nil)
    case .closed: break
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .active(var exchange) = mode, socketError == nil, exchange.parser.finish() {
      mode = .active(exchange)
      finish(at: .now, context: context)
    }
    fail(
      socketError
        ?? WireError(
          .closedEarly, during: phase, endpoint: endpoint,
          detail: received == 0
            ? "closed by the peer before any byte of a response" : "closed by the peer before the response was complete",
          bytesReceived: received))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .upgraded = mode {
      context.fireErrorCaught(error)
      return
    }
    if socketError == nil { socketError = .from(error, during: phase, endpoint: endpoint, bytesReceived: received) }
    context.close(promise: nil)
  }

  private var closedError: WireError {
    if case .closed(let error) = mode { return error }
    return WireError(.failed, during: .send, endpoint: endpoint, detail: "the connection is busy with another exchange")
  }

  private var phase: WireError.Phase {
    guard case .active(let exchange) = mode else { return .awaitResponse }
    if exchange.sent == nil { return .send }
    return exchange.firstByte == nil ? .awaitResponse : .readResponse
  }

  private var received: Int {
    if case .active(let exchange) = mode { exchange.parser.received } else { 0 }
  }

  private func stamp() {
    guard case .active(var exchange) = mode else { return }
    exchange.sent = .now
    mode = .active(exchange)
  }

  private func write(_ bytes: ArraySlice<UInt8>, context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  private func expire() {
    guard case .active = mode else { return }
    abort(.timedOut, detail: received == 0 ? "no response within the deadline" : "the response was not complete within the deadline")
  }

  /// Reads an event stream on, or ends it where there is enough of it.
  private func follow(_ limit: WireStreamLimit, context: ChannelHandlerContext) {
    guard case .active(var exchange) = mode else { return }
    if limit.isReached(by: exchange.parser.response.body) { return cut() }
    guard exchange.cut == nil else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    exchange.cut = context.eventLoop.scheduleTask(in: TimeAmount(limit.duration)) { bound.value.cut() }
    mode = .active(exchange)
  }

  private func cut() {
    guard let context, case .active(let exchange) = mode, exchange.parser.isStreaming else { return }
    finish(at: .now, context: context, isCut: true)
  }

  private func refuse(_ failure: ResponseParser.Failure) {
    switch failure {
    case .malformed(let detail): abort(.malformedResponse, detail: detail)
    case .tooLarge(let detail): abort(.tooLarge, detail: detail)
    }
  }

  private func finish(at now: WireInstant, context: ChannelHandlerContext, isCut: Bool = false) {
    guard case .active(let exchange) = mode else { return }
    exchange.timeout?.cancel()
    exchange.cut?.cancel()
    var response = exchange.parser.response
    response.isCut = isCut
    response.timing = WireTiming(sent: exchange.sent ?? now, firstByte: exchange.firstByte ?? now, finished: now)
    let isUpgrade = response.status == 101
    if !isUpgrade, !isCut { response.surplusBytes = exchange.parser.leftover.count }
    let isReusable = !isCut && exchange.parser.keepsAlive && exchange.parser.leftover.isEmpty && exchange.heldBack.isEmpty && !isUpgrade
    mode = isUpgrade ? .upgraded : .idle
    if isUpgrade { afterUpgrade = exchange.parser.leftover }
    if !isReusable, !isUpgrade { context.close(promise: nil) }
    exchange.completion(.success(CompletedExchange(response: response, isReusable: isReusable)))
  }

  private func fail(_ error: WireError) {
    let before = mode
    if case .closed = before { return }
    mode = .closed(error)
    guard case .active(let exchange) = before else { return }
    exchange.timeout?.cancel()
    exchange.cut?.cancel()
    exchange.completion(.failure(error))
  }
}
