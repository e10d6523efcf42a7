import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import Synchronization

/// A loopback server of HTTP/2 with prior knowledge that answers only when `together` requests are complete.
enum HTTP2Server {
  static func with(together: Int, _ body: (_ port: Int) async throws -> Void) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let waiting = Mutex<[@Sendable () -> Void]>([])
    let box = Box(waiting: waiting, together: together)
    let channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let multiplexer = NIOHTTP2Handler(mode: .server, eventLoop: channel.eventLoop) { stream in
            stream.eventLoop.makeCompletedFuture { try stream.pipeline.syncOperations.addHandler(Answerer(box)) }
          }
          try channel.pipeline.syncOperations.addHandler(multiplexer)
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      try await body(channel.localAddress?.port ?? 0)
    } catch {
      try? await channel.close().get()
      try? await group.shutdownGracefully()
      throw error
    }
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }

  final class Box: Sendable {
    let waiting: Mutex<[@Sendable () -> Void]>
    let together: Int

    init(waiting: consuming sending Mutex<[@Sendable () -> Void]>, together: Int) {
      self.waiting = waiting
      self.together = together
    }

    func add(_ answer: @escaping @Sendable () -> Void) {
      let ready = waiting.withLock { list in
        list.append(answer)
        guard list.count == together else { return [@Sendable () -> Void]() }
        defer { list = [] }
        return list
      }
      for answer in ready { answer() }
    }
  }

  private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let box: Box
    private var path = ""
    private var body = ""

    init(_ box: Box) { self.box = box }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var ends = false
      switch unwrapInboundIn(data) {
      case .headers(let headers):
        path = headers.headers.first(name: ":path") ?? ""
        ends = headers.endStream
      case .data(let data):
        if case .byteBuffer(let buffer) = data.data { body += String(buffer: buffer) }
        ends = data.endStream
      default: break
      }
      guard ends else { return }
      let channel = context.channel
      let text = "\(path) \(body)"
      box.add {
        let head = HTTP2Frame.FramePayload.headers(.init(headers: [":status": "200", "x-path": "1"]))
        channel.write(head, promise: nil)
        channel.writeAndFlush(
          HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer(string: text)), endStream: true)), promise: nil)
      }
    }
  }
}
