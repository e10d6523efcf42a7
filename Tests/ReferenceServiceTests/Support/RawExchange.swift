import HTTPWire
import NIOCore
import NIOPosix

/// Sends text over a connection of its own and reads what comes back until the server closes, without any idea of HTTP.
enum RawExchange {
  static func bytes(from endpoint: WireEndpoint, sending text: String) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(5))
      .connect(host: endpoint.host, port: endpoint.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: text))
      var received = ""
      for try await part in inbound { received += String(buffer: part) }
      return received
    }
  }
}
