import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// What a scripted server does with a request.
enum Reply: Sendable {
  case bytes(String)
  /// Each part is written and flushed by itself, one loop turn apart.
  case parts([String])
  case bytesThenClose(String)
  case close
  case reset
  case silence
  /// Answered once this many requests are waiting, all together.
  case together(Int, String)

  static func ok(_ body: String = "", headers: String = "") -> Reply {
    .bytes("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}

/// A loopback server that answers each request with what a script says.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (_ request: String, _ number: Int) -> Reply

  struct Log {
    var requests: [String] = []
    var connections = 0
    var held: [@Sendable () -> Void] = []
  }

  let port: Int
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  let log: Box

  /// A class, so that handlers on several loops share it.
  final class Box: Sendable {
    let state = Mutex(Log())
  }

  static func with(_ script: @escaping Script, _ body: (ScriptedServer) async throws -> Void) async throws {
    let server = try await ScriptedServer(script)
    do {
      try await body(server)
      await server.stop()
    } catch {
      await server.stop()
      throw error
    }
  }

  private init(_ script: @escaping Script) async throws {
    let log = Box()
    self.log = log
    group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .childChannelInitializer { channel in
        log.state.withLock { $0.connections += 1 }
        return channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(ScriptHandler(script, log)) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  var requests: [String] { log.state.withLock { $0.requests } }
  var connections: Int { log.state.withLock { $0.connections } }

  func stop() async {
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: ScriptedServer.Script
  private let log: ScriptedServer.Box
  private var text = ""

  init(_ script: @escaping ScriptedServer.Script, _ log: ScriptedServer.Box) {
    self.script = script
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    text += String(buffer: unwrapInboundIn(data))
    while let request = takeRequest() {
      let number = log.state.withLock { log in
        log.requests.append(request)
        return log.requests.count - 1
      }
      perform(script(request, number), context: context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func takeRequest() -> String? {
    guard let end = text.utf8Range(of: "\r\n\r\n") else { return nil }
    let head = String(text[..<end.upperBound])
    let length = head.lowercased().components(after: "content-length: ").flatMap { Int($0) } ?? 0
    let rest = text[end.upperBound...]
    guard rest.utf8.count >= length else { return nil }
    let body = String(decoding: rest.utf8.prefix(length), as: UTF8.self)
    text = String(decoding: rest.utf8.dropFirst(length), as: UTF8.self)
    return head + body
  }

  private func perform(_ reply: Reply, context: ChannelHandlerContext) {
    switch reply {
    case .bytes(let text): write(text, context)
    case .parts(let parts): writeNext(parts[...], NIOLoopBound(context, eventLoop: context.eventLoop))
    case .bytesThenClose(let text):
      write(text, context)
      context.close(promise: nil)
    case .close: context.close(promise: nil)
    case .reset:
      (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in }
      context.close(promise: nil)
    case .silence: break
    case .together(let count, let text):
      let channel = context.channel
      let ready = log.state.withLock { log in
        log.held.append { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
        guard log.held.count == count else { return [@Sendable () -> Void]() }
        defer { log.held = [] }
        return log.held
      }
      for answer in ready { answer() }
    }
  }

  private func writeNext(_ parts: ArraySlice<String>, _ context: NIOLoopBound<ChannelHandlerContext>) {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    write(part, context.value)
    context.eventLoop.scheduleTask(in: .milliseconds(2)) { bound.value.writeNext(rest, context) }
  }

  private func write(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }
}

extension String {
  fileprivate func utf8Range(of needle: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if utf8[start...].starts(with: needle.utf8) { return start..<utf8.index(start, offsetBy: needle.utf8.count) }
      start = utf8.index(after: start)
    }
    return nil
  }

  /// The rest of the line behind `prefix`.
  fileprivate func components(after prefix: String) -> String? {
    guard let range = utf8Range(of: prefix) else { return nil }
    return String(decoding: self[range.upperBound...].utf8.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
  }
}
