import HTTPWire
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small HTTP server with tokens that are good once: `POST /issue` answers with a new one, `POST /consume` uses the one
/// in its body up, `GET /metrics` counts both kinds of answers.
final class FixtureServer: Sendable {
  /// How the server consumes.
  enum Kind: Sendable {
    /// Looks and takes in one step.
    case atomic
    /// Looks first and takes a moment later.
    case checkThenAct
    /// As atomic, but its counter loses updates.
    case lossyCounter
  }

  struct State: Sendable {
    var tokens: Set<String> = []
    var issued = 0
    var consumed = 0
    var rejected = 0
  }

  let endpoint: WireEndpoint
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel

  static func start(_ kind: Kind) async throws -> FixtureServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let state = NIOLockedBox()
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 128)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(FixtureHandler(kind: kind, state: state))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return FixtureServer(channel: channel, group: group)
  }

  private init(channel: any Channel, group: MultiThreadedEventLoopGroup) {
    self.channel = channel
    self.group = group
    endpoint = WireEndpoint(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)
  }

  func stop() async {
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }
}

final class NIOLockedBox: Sendable {
  private let state = Mutex(FixtureServer.State())
  func update<Result: Sendable>(_ body: @Sendable (inout FixtureServer.State) -> Result) -> Result { state.withLock { body(&$0) } }
}

private final class FixtureHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let kind: FixtureServer.Kind
  private let state: NIOLockedBox
  private var uri = ""
  private var body = ""

  init(kind: FixtureServer.Kind, state: NIOLockedBox) {
    self.kind = kind
    self.state = state
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      uri = head.uri
      body = ""
    case .body(let part): body += String(buffer: part)
    case .end: handle(context)
    }
  }

  private func handle(_ context: ChannelHandlerContext) {
    switch uri {
    case "/issue":
      let token = state.update { state in
        state.issued += 1
        state.tokens.insert("t\(state.issued)")
        return "t\(state.issued)"
      }
      answer(context, .created, "{\"token\":\"\(token)\"}")
    case "/consume": consume(context, body)
    case "/metrics":
      let page = state.update { "consumed_total \($0.consumed)\nrejected_total \($0.rejected)\n" }
      answer(context, .ok, page)
    default: answer(context, .ok, "{}")
    }
  }

  private func consume(_ context: ChannelHandlerContext, _ body: String) {
    let kind = kind
    let token = body.split(separator: "\"").first { $0.hasPrefix("t") && $0 != "token" }.map(String.init) ?? ""
    guard kind == .checkThenAct else {
      finish(context, won: state.update { $0.tokens.remove(token) != nil })
      return
    }
    let found = state.update { $0.tokens.contains(token) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(2)) {
      let (handler, context) = bound.value
      _ = handler.state.update { $0.tokens.remove(token) }
      handler.finish(context, won: found)
    }
  }

  private func finish(_ context: ChannelHandlerContext, won: Bool) {
    let kind = kind
    state.update { state in
      if won { state.consumed += 1 } else if kind != .lossyCounter || state.rejected == 0 { state.rejected += 1 }
    }
    answer(context, won ? .ok : .unauthorized, won ? "{\"ok\":true}" : "{\"code\":\"invalid_token\"}")
  }

  private func answer(_ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ text: String) {
    let head = HTTPResponseHead(
      version: .http1_1, status: status, headers: ["Content-Length": String(text.utf8.count), "Content-Type": "application/json"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: text)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
