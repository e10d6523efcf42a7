import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A tiny HTTP/1.1 server on a port of its own that answers from a closure.
final class FixtureServer: Sendable {
  struct Request: Sendable {
    let method: String
    let path: String
    /// What follows the `?`, as it came.
    let query: String
    let headers: HTTPHeaders
    let body: String
  }

  struct Reply: Sendable {
    var status = 200
    var headers: [(String, String)] = []
    var body = ""
    /// Closes the connection without an answer.
    var drops = false
    /// Sends the body in chunks, without an end.
    var isEndless = false
    /// Stops listening and then closes the connection, as a process that ends.
    var endsService = false

    static func json(_ status: Int, _ body: String, headers: [(String, String)] = []) -> Reply {
      Reply(status: status, headers: [("Content-Type", "application/json")] + headers, body: body)
    }
  }

  typealias Handler = @Sendable (Request) -> Reply

  let port: Int
  private let channel: any Channel

  static func start(_ handler: @escaping Handler) async throws -> FixtureServer {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ReplyHandler(handler, server: channel.parent))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return FixtureServer(channel: channel, port: channel.localAddress?.port ?? 0)
  }

  private init(channel: any Channel, port: Int) { (self.channel, self.port) = (channel, port) }

  func stop() async throws { try await channel.close() }
}

/// Lives on one event loop, so its state needs no lock.
private final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let handler: FixtureServer.Handler
  private var head: HTTPRequestHead?
  private var body = ""

  private let server: (any Channel)?

  init(_ handler: @escaping FixtureServer.Handler, server: (any Channel)?) { (self.handler, self.server) = (handler, server) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): (self.head, body) = (head, "")
    case .body(let buffer): body += String(buffer: buffer)
    case .end: if let head { answer(head, context) }
    }
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let path = String(head.uri.prefix { $0 != "?" })
    let query = String(head.uri.dropFirst(path.count + 1))
    let reply = handler(
      FixtureServer.Request(method: head.method.rawValue, path: path, query: query, headers: head.headers, body: body))
    if reply.endsService, let server {
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      server.close().hop(to: context.eventLoop).whenComplete { _ in bound.value.close(promise: nil) }
      return
    }
    guard !reply.drops else {
      context.close(promise: nil)
      return
    }
    var headers = HTTPHeaders(reply.headers)
    if reply.status != 204, !reply.isEndless { headers.replaceOrAdd(name: "Content-Length", value: String(reply.body.utf8.count)) }
    let response = HTTPResponseHead(version: .http1_1, status: .init(statusCode: reply.status), headers: headers)
    context.write(wrapOutboundOut(.head(response)), promise: nil)
    if !reply.body.isEmpty, head.method != .HEAD {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: reply.body)))), promise: nil)
    }
    guard !reply.isEndless || head.method == .HEAD else { return context.flush() }
    let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !head.isKeepAlive {
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      sent.whenComplete { _ in bound.value.close(promise: nil) }
    }
  }
}
