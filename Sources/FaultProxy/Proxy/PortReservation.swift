import Glibc

/// Keeps a loopback port for this process while nobody listens on it, by a socket that is bound and never listens.
struct PortReservation: ~Copyable {
  let port: Int
  private let descriptor: CInt

  /// Binds an ephemeral port of 127.0.0.1 with `SO_REUSEPORT`, so that a listener of the same user can bind it as well.
  init() throws(FaultProxyError) {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .cannotListen("socket: errno \(errno)") }
    var on: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard bound else {
      let code = errno
      _ = close(descriptor)
      throw .cannotListen("bind: errno \(code)")
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { _ = close(descriptor) }
}
