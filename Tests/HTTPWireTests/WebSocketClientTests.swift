import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Testing

@testable import HTTPWire

/// NIO's own server side of the protocol: echoes, closes on "bye", and lets `limit` upgrades through.
private final class WebSocketServer: Sendable {
  let port: Int
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  static func with(limit: Int = .max, _ body: (WireEndpoint) async throws -> Void) async throws {
    let server = try await WebSocketServer(limit: limit)
    do {
      try await body(WireEndpoint(host: "127.0.0.1", port: server.port))
      await server.stop()
    } catch {
      await server.stop()
      throw error
    }
  }

  private init(limit: Int) async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let taken = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: group.next())
    channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        let upgrader = NIOWebSocketServerUpgrader(
          maxFrameSize: 1 << 20,
          shouldUpgrade: { channel, _ in
            taken.value += 1
            return channel.eventLoop.makeSucceededFuture(taken.value <= limit ? HTTPHeaders() : nil)
          },
          upgradePipelineHandler: { channel, _ in
            channel.eventLoop.makeCompletedFuture {
              let pipeline = channel.pipeline.syncOperations
              let refusal = try pipeline.handler(type: RefusalHandler.self)
              try pipeline.addHandler(EchoHandler())
              pipeline.removeHandler(refusal, promise: nil)
            }
          })
        return channel.pipeline.configureHTTPServerPipeline(withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
          .flatMap {
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(RefusalHandler()) }
          }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  private func stop() async {
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }
}

private final class RefusalHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head = unwrapInboundIn(data) else { return }
    let head = HTTPResponseHead(version: .http1_1, status: .forbidden, headers: ["Content-Length": "0", "X-Why": "used"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

private final class EchoHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text where String(buffer: frame.unmaskedData) == "bye":
      var reason = context.channel.allocator.buffer(capacity: 8)
      reason.writeInteger(UInt16(4001))
      reason.writeString("so long")
      answer(.connectionClose, reason, context)
    case .text where String(buffer: frame.unmaskedData) == "pieces":
      write(.text, ByteBuffer(string: "in "), fin: false, context)
      write(.continuation, ByteBuffer(string: "pieces"), fin: true, context)
    case .text where String(buffer: frame.unmaskedData) == "garbage": answer(.text, ByteBuffer(bytes: [0xFF, 0xFE]), context)
    case .text where String(buffer: frame.unmaskedData) == "vanish": context.close(promise: nil)
    case .text, .binary: answer(frame.opcode, frame.unmaskedData, context)
    case .ping: answer(.pong, frame.unmaskedData, context)
    case .connectionClose: answer(.connectionClose, frame.unmaskedData, context)
    default: break
    }
  }

  private func answer(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
    write(opcode, data, fin: true, context)
  }

  private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, fin: Bool, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: fin, opcode: opcode, data: data)), promise: nil)
  }
}

@Suite(.timeLimit(.minutes(1)))
struct WebSocketClientTests {
  private func withClient(_ body: (WebSocketClient) async throws -> Void) async throws {
    try await WebSocketServer.with { endpoint in
      try await WireLoops.with { loops in
        let upgrade = try await WebSocketClient.connect(to: endpoint, WebSocketRequest(target: "/ws"), loops: loops)
        try await body(try #require(upgrade.client))
      }
    }
  }

  @Test("text, binary, fragments and pings go both ways")
  func messages() async throws {
    try await withClient { client in
      #expect(client.response.status == 101)
      try await client.send(text: "grüß")
      #expect(try await client.receive() == .text("grüß"))
      try await client.send(binary: [0, 255, 1])
      #expect(try await client.receive() == .binary([0, 255, 1]))
      try await client.send(text: "pieces")
      #expect(try await client.receive() == .text("in pieces"))
      try await client.ping([7])
      #expect(try await client.receive() == .pong([7]))
      #expect(await client.close(code: 1000, reason: "done") == .close(code: 1000, reason: "done"))
    }
  }

  @Test("the peer's close comes as a message, then the connection is over")
  func peerCloses() async throws {
    try await withClient { client in
      try await client.send(text: "bye")
      #expect(try await client.receive() == .close(code: 4001, reason: "so long"))
      let error = await #expect(throws: WireError.self) { try await client.receive() }
      #expect(error?.kind == .closedEarly)
      await #expect(throws: WireError.self) { try await client.send(text: "late") }
    }
  }

  @Test(
    "a connection that ends without a close frame, and text that is not UTF-8, are errors",
    arguments: [("vanish", WireError.Kind.closedEarly), ("garbage", .malformedResponse)])
  func broken(command: String, kind: WireError.Kind) async throws {
    try await withClient { client in
      try await client.send(text: command)
      let error = await #expect(throws: WireError.self) { try await client.receive() }
      #expect(error?.kind == kind)
    }
  }

  @Test("a receive that times out leaves the connection usable")
  func timeout() async throws {
    try await withClient { client in
      let error = await #expect(throws: WireError.self) { try await client.receive(deadline: .milliseconds(20)) }
      #expect(error?.kind == .timedOut)
      try await client.send(text: "still")
      #expect(try await client.receive() == .text("still"))
    }
  }

  @Test("a refused upgrade gives the response")
  func refused() async throws {
    try await WebSocketServer.with(limit: 0) { endpoint in
      try await WireLoops.with { loops in
        let upgrade = try await WebSocketClient.connect(to: endpoint, WebSocketRequest(target: "/ws"), loops: loops)
        guard case .refused(let response) = upgrade else {
          Issue.record("upgraded")
          return
        }
        #expect(response.status == 403)
        #expect(response.headers["x-why"] == "used")
      }
    }
  }

  @Test("of simultaneous upgrades exactly those the server lets through are open")
  func burst() async throws {
    try await WebSocketServer.with(limit: 1) { endpoint in
      try await WireLoops.with { loops in
        let result = try await WebSocketBurst(endpoint: endpoint, loops: loops).run(
          [WebSocketRequest](repeating: WebSocketRequest(target: "/ws"), count: 12))
        #expect(result.open.count == 1)
        #expect(result.burst.responses.count { $0.status == 101 } == 1)
        #expect(result.burst.responses.count { $0.status == 403 } == 11)
        let winner = try #require(result.open.values.first)
        try await winner.send(text: "mine")
        #expect(try await winner.receive() == .text("mine"))
        await result.closeAll()
      }
    }
  }

  @Test(
    "a 101 that does not answer the handshake is malformed",
    arguments: [
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm90IGl0\r\n", "Upgrade: websocket\r\nConnection: Upgrade\r\n",
      "Connection: Upgrade\r\n", "Upgrade: websocket\r\n",
    ])
  func wrongAccept(headers: String) async throws {
    try await ScriptedServer.with { _, _ in
      .bytes("HTTP/1.1 101 Switching Protocols\r\n\(headers)\r\n")
    } _: { server in
      try await WireLoops.with { loops in
        let error = await #expect(throws: WireError.self) {
          try await WebSocketClient.connect(
            to: WireEndpoint(host: "127.0.0.1", port: server.port), WebSocketRequest(target: "/"), loops: loops)
        }
        #expect(error?.kind == .malformedResponse)
      }
    }
  }
}
