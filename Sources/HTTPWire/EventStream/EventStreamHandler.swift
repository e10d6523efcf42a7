import NIOCore

/// Reads a response that goes on for ever, and keeps its events until they are received. Confined to its event loop.
///
/// It stands before the exchange handler and hands it nothing.
final class EventStreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  typealias HeadWaiter = (Result<Opening, WireError>) -> Void
  typealias EventWaiter = (Result<ServerSentEvent, WireError>) -> Void

  /// What a request for a stream was answered with.
  struct Opening: Sendable {
    /// Without a body where the stream is open.
    var response: WireResponse
    var isOpen: Bool
  }

  private static let queueLimit = 4096
  private static let streamLimit = 256 << 20

  private let endpoint: WireEndpoint
  private var parser: ResponseParser
  private var events = EventStreamParser()
  private var queue: [ServerSentEvent] = []
  private var headWaiter: HeadWaiter?
  private var waiter: EventWaiter?
  private var timeout: Scheduled<Void>?
  private var ended: WireError?
  private var context: ChannelHandlerContext?

  init(endpoint: WireEndpoint, method: String) {
    self.endpoint = endpoint
    parser = ResponseParser(method: method, limits: WireLimits(bodyBytes: Self.streamLimit))
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) {
    end(error(.closedEarly, "the connection was taken down"))
    self.context = nil
  }

  /// Sends the request; `waiter` is called once, with the head of a stream or with the whole of another response.
  func begin(_ bytes: [UInt8], deadline: NIODeadline, _ waiter: @escaping HeadWaiter) {
    guard let context else { return waiter(.failure(error(.closedEarly, "the connection is closed"))) }
    headWaiter = waiter
    setTimeout(context, deadline) { $0.fail($0.error(.timedOut, "no head of a response within the deadline")) }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  /// Calls `waiter` once: with the next event, or with why there is none.
  func receive(deadline: NIODeadline, _ waiter: @escaping EventWaiter) {
    if !queue.isEmpty {
      waiter(.success(queue.removeFirst()))
    } else if let ended {
      waiter(.failure(ended))
    } else if self.waiter != nil {
      waiter(.failure(error(.failed, "somebody else is already receiving")))
    } else if let context {
      self.waiter = waiter
      setTimeout(context, deadline) { $0.answer(.failure($0.error(.timedOut, "no event within the deadline"))) }
    } else {
      waiter(.failure(error(.closedEarly, "the connection is closed")))
    }
  }

  /// Ends a wait that nobody is interested in any more.
  func cancel() {
    answer(.failure(error(.cancelled, "the call was cancelled")))
    if headWaiter != nil { fail(error(.cancelled, "the call was cancelled")) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard ended == nil else { return }
    do throws(ResponseParser.Failure) {
      let isComplete = try parser.feed(unwrapInboundIn(data).readableBytesView)
      take(isComplete: isComplete)
    } catch {
      switch error {
      case .malformed(let detail): fail(self.error(.malformedResponse, detail))
      case .tooLarge(let detail): fail(self.error(.tooLarge, detail))
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if ended == nil, parser.finish() { take(isComplete: true) }
    end(error(.closedEarly, "the peer closed the stream"))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(.from(error, during: headWaiter == nil ? .readResponse : .awaitResponse, endpoint: endpoint))
  }

  private func take(isComplete: Bool) {
    let isStream = parser.hasHead && parser.response.status == 200 && isEventStream(parser.response)
    if headWaiter != nil, isStream || isComplete {
      var response = parser.response
      if isStream { response.body = [] }
      answerHead(.success(Opening(response: response, isOpen: isStream)))
    }
    if isStream { deliver(parser.takeBody()) }
    if isComplete { end(error(.closedEarly, "the peer ended the stream")) }
  }

  private func isEventStream(_ response: WireResponse) -> Bool {
    let type = response.headers["content-type"] ?? ""
    return WireText.trimmed(type.prefix { $0 != ";" }).lowercased() == "text/event-stream"
  }

  private func deliver(_ bytes: [UInt8]) {
    do throws(EventStreamParser.TooLarge) {
      for event in try events.feed(bytes) {
        if waiter != nil {
          answer(.success(event))
        } else if queue.count < Self.queueLimit {
          queue.append(event)
        } else {
          return fail(error(.tooLarge, "more than \(Self.queueLimit) events that nobody received"))
        }
      }
    } catch {
      fail(self.error(.tooLarge, "an event is larger than a stream may hold"))
    }
  }

  private func setTimeout(
    _ context: ChannelHandlerContext, _ deadline: NIODeadline, _ late: @escaping @Sendable (EventStreamHandler) -> Void
  ) {
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    timeout?.cancel()
    timeout = context.eventLoop.scheduleTask(deadline: deadline) { late(bound.value) }
  }

  private func answerHead(_ result: Result<Opening, WireError>) {
    guard let headWaiter else { return }
    self.headWaiter = nil
    timeout?.cancel()
    headWaiter(result)
  }

  private func answer(_ result: Result<ServerSentEvent, WireError>) {
    guard let waiter else { return }
    self.waiter = nil
    timeout?.cancel()
    waiter(result)
  }

  private func fail(_ reason: WireError) {
    end(reason)
    context?.close(promise: nil)
  }

  private func end(_ reason: WireError) {
    if ended == nil { ended = reason }
    answerHead(.failure(ended ?? reason))
    answer(.failure(ended ?? reason))
  }

  private func error(_ kind: WireError.Kind, _ detail: String) -> WireError {
    WireError(
      kind, during: headWaiter == nil ? .readResponse : .awaitResponse, endpoint: endpoint, detail: detail, bytesReceived: parser.received)
  }
}
