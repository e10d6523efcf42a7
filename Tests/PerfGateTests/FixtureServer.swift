import HTTPWire
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small HTTP server on a loopback port: `/control` answers at once, `/work` after a busy time, `/broken` with 500.
final class FixtureServer: Sendable {
  let endpoint: WireEndpoint
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel

  static func start(busyMicroseconds: Int64) async throws -> FixtureServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(FixtureHandler(busyMicroseconds: busyMicroseconds))
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

private final class FixtureHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let busyMicroseconds: Int64
  private var uri = ""

  init(busyMicroseconds: Int64) { self.busyMicroseconds = busyMicroseconds }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): uri = head.uri
    case .body: break
    case .end:
      if uri.hasPrefix("/work") {
        // Work, not sleep: what is measured must not depend on a timer.
        let end = NIODeadline.now() + .microseconds(busyMicroseconds)
        while NIODeadline.now() < end {}
      }
      let status: HTTPResponseStatus = uri.hasPrefix("/broken") ? .internalServerError : .ok
      let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["Content-Length": "0"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
