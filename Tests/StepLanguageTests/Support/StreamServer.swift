import GateKit
import HTTPWire
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

@testable import StepLanguage

/// A server of events and WebSocket connections: `/events` sends two events and goes silent, `/brief` ends after one, `/socket`
/// greets and echoes, and everything else is refused with 403.
final class StreamServer: Sendable {
  private let port: Int
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// Runs steps on a server of its own.
  static func play(_ text: String) async throws -> StepScope {
    let steps = try Play.steps(text)
    let server = try await StreamServer()
    do {
      let scope = try await WireLoops.with(threads: 1) { loops in
        let target = FakeTarget(endpoint: TargetEndpoint(host: "127.0.0.1", port: server.port))
        let services = StepServices(target: target, loops: loops)
        var scope = StepScope(services: services)
        do {
          try await StepRunner.run(steps, in: &scope)
        } catch {
          await services.close()
          throw error
        }
        await services.close()
        return scope
      }
      await server.stop()
      return scope
    } catch {
      await server.stop()
      throw error
    }
  }

  static func failure(_ text: String) async -> StepFailure? {
    do {
      _ = try await play(text)
      return nil
    } catch {
      return error as? StepFailure
    }
  }

  private init() async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        let upgrader = NIOWebSocketServerUpgrader(
          maxFrameSize: 1 << 16,
          shouldUpgrade: { channel, head in
            channel.eventLoop.makeSucceededFuture(head.uri == "/socket" ? HTTPHeaders() : nil)
          },
          upgradePipelineHandler: { channel, _ in
            channel.eventLoop.makeCompletedFuture {
              let pipeline = channel.pipeline.syncOperations
              let plain = try pipeline.handler(type: PlainHandler.self)
              try pipeline.addHandler(GreetingHandler())
              pipeline.removeHandler(plain, promise: nil)
            }
          })
        return channel.pipeline.configureHTTPServerPipeline(withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
          .flatMap { channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(PlainHandler()) } }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  private func stop() async {
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }
}

private final class PlainHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let request) = unwrapInboundIn(data) else { return }
    switch request.uri {
    case "/events", "/brief":
      let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["Content-Type": "text/event-stream; charset=utf-8"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      send(": hello\n\nevent: created\nid: 7\ndata: {\"id\": 12,\ndata: \"state\": \"open\"}\n\n", context)
      if request.uri == "/brief" { return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
      send("data: second\n\n", context)
    default:
      let head = HTTPResponseHead(version: .http1_1, status: .forbidden, headers: ["Content-Length": "0", "X-Why": "because"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }

  private func send(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
  }
}

private final class GreetingHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  func handlerAdded(context: ChannelHandlerContext) {
    write(.ping, ByteBuffer(string: "are you there"), context)
    write(.text, ByteBuffer(string: #"{"hello": 1}"#), context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text where String(buffer: frame.unmaskedData) == "bye":
      var reason = context.channel.allocator.buffer(capacity: 8)
      reason.writeInteger(UInt16(4001))
      reason.writeString("so long")
      write(.connectionClose, reason, context)
    case .text, .binary: write(frame.opcode, frame.unmaskedData, context)
    case .ping: write(.pong, frame.unmaskedData, context)
    case .connectionClose:
      write(.connectionClose, frame.unmaskedData, context)
      context.close(promise: nil)
    default: break
    }
  }

  private func write(_ opcode: WebSocketOpcode, _ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: buffer)), promise: nil)
  }
}
