import Glibc
import NIOCore
import NIOPosix

/// Opens a TCP socket whose descriptor stays known, for writes that must not wait for a pipeline.
enum RawSocket {
  /// A connected, non-blocking socket without Nagle's delay. The caller owns the descriptor.
  static func connect(to endpoint: WireEndpoint, within timeout: Duration) async throws -> CInt {
    let milliseconds = CInt(clamping: max(1, TimeAmount(timeout).nanoseconds / 1_000_000))
    return try await NIOThreadPool.singleton.runIfActive {
      let address = try SocketAddress.makeAddressResolvingHost(endpoint.host, port: endpoint.port)
      let descriptor = socket(address.protocol.rawValue, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
      do {
        try begin(descriptor, address: address)
        try awaitConnected(descriptor, milliseconds: milliseconds, endpoint: endpoint)
        return descriptor
      } catch {
        _ = Glibc.close(descriptor)
        throw error
      }
    }
  }

  private static func begin(_ descriptor: CInt, address: SocketAddress) throws {
    var on: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
    let status = address.withSockAddr { pointer, size in Glibc.connect(descriptor, pointer, socklen_t(size)) }
    guard status == 0 || errno == EINPROGRESS else { throw IOError(errnoCode: errno, reason: "connect") }
  }

  private static func awaitConnected(_ descriptor: CInt, milliseconds: CInt, endpoint: WireEndpoint) throws {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    var ready = poll(&waiting, 1, milliseconds)
    while ready < 0, errno == EINTR { ready = poll(&waiting, 1, milliseconds) }
    guard ready > 0 else {
      throw WireError(.timedOut, during: .connect, endpoint: endpoint, detail: "no connection within the connect deadline")
    }
    var code: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { throw IOError(errnoCode: errno, reason: "getsockopt") }
    guard code == 0 else { throw IOError(errnoCode: code, reason: "connect") }
  }
}
