import Foundation
import HTTPWire
import NIOCore
import NIOHTTP1
import NIOPosix

/// The built-in control workload: a server of the harness itself whose work never changes, on a loopback port.
///
/// A control inside the gated service would become slower together with it and hide what it should show. A request here
/// costs what one of a small service costs: parsing, some computing, and several hand-overs between threads, so that a
/// slow or busy machine slows it down about as much as the service.
final class CalibrationServer: Sendable {
  /// The name under which a workload asks for this control.
  static let name = "calibration"
  /// Changes whenever the work changes; it is part of the digest of every workload that is measured beside it.
  static let version = "calibration-1"

  let endpoint: WireEndpoint
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel

  private init(endpoint: WireEndpoint, group: MultiThreadedEventLoopGroup, channel: any Channel) {
    self.endpoint = endpoint
    self.group = group
    self.channel = channel
  }

  /// - Throws: where no loopback port can be opened.
  static func start() async throws -> CalibrationServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    do {
      let channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 64)
        .childChannelInitializer { channel in
          channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
            try channel.pipeline.syncOperations.addHandler(CalibrationHandler(partner: group.next()))
          }
        }
        .bind(host: "127.0.0.1", port: 0).get()
      let endpoint = WireEndpoint(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)
      return CalibrationServer(endpoint: endpoint, group: group, channel: channel)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Closes the port and ends the threads.
  func stop() async {
    // Errors here say that it is closed already.
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }

  /// Runs `body` with a server that is stopped afterwards, also when it throws.
  static func with<Result: Sendable>(_ body: (CalibrationServer) async throws -> Result) async throws -> Result {
    let server = try await start()
    do {
      let result = try await body(server)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }
}

/// Answers each request after a fixed number of rounds, each of which computes on one thread and then on the other.
private final class CalibrationHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let rounds = 6
  private let partner: any EventLoop

  init(partner: any EventLoop) { self.partner = partner }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let loop = context.eventLoop
    let partner = partner
    @Sendable func round(_ left: Int, _ value: UInt64) {
      guard left > 0 else {
        let (handler, context) = bound.value
        handler.answer(context, value)
        return
      }
      let here = CalibrationWork.compute(value)
      partner.execute {
        let there = CalibrationWork.compute(here)
        loop.execute { round(left - 1, there) }
      }
    }
    round(Self.rounds, 1)
  }

  private func answer(_ context: ChannelHandlerContext, _ value: UInt64) {
    let body = context.channel.allocator.buffer(string: String(value, radix: 16))
    let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["Content-Length": String(body.readableBytes)])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

/// The computing of the control workload: the same number of bytes filled and copied by the C library, so that it costs
/// the same however this program was compiled.
enum CalibrationWork {
  private static let bytes = 64 * 1024

  static func compute(_ seed: UInt64) -> UInt64 {
    withUnsafeTemporaryAllocation(byteCount: 2 * bytes, alignment: 16) { memory in
      guard let base = memory.baseAddress else { return seed }
      memset(base, Int32(truncatingIfNeeded: seed & 0x7f), bytes)
      memcpy(base + bytes, base, bytes)
      let last = UInt64(memory[2 * bytes - 1])
      return (seed ^ last) &* 0x0000_0100_0000_01b3
    }
  }
}
