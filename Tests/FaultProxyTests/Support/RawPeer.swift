import Glibc
import NIOCore
import NIOPosix

/// What a raw socket saw when it was read.
enum Sight: Equatable {
  case bytes([UInt8])
  /// An orderly end (FIN).
  case end
  /// ECONNRESET.
  case reset
  /// Nothing within the time.
  case silence
}

/// A blocking-free view on one plain TCP socket, to judge a proxy from outside by what the kernel says.
struct RawPeer: Sendable {
  let descriptor: CInt

  /// Connects to a loopback port; `nil` with the errno in `code` where that fails.
  static func connect(port: Int) async throws -> RawPeer {
    try await NIOThreadPool.singleton.runIfActive {
      let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      var address = loopback(port: port)
      let status = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard status == 0 else {
        let code = errno
        _ = Glibc.close(descriptor)
        throw IOError(errnoCode: code, reason: "connect")
      }
      return RawPeer(descriptor: descriptor)
    }
  }

  func send(_ text: String) async throws {
    try await NIOThreadPool.singleton.runIfActive {
      let bytes = Array(text.utf8)
      guard Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count else {
        throw IOError(errnoCode: errno, reason: "send")
      }
    }
  }

  /// Reads once, waiting at most `milliseconds`.
  func look(milliseconds: CInt = 5000) async throws -> Sight {
    try await NIOThreadPool.singleton.runIfActive {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, milliseconds) > 0 else { return .silence }
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      if count > 0 { return .bytes(Array(bytes.prefix(count))) }
      return count == 0 ? .end : errno == ECONNRESET ? .reset : .silence
    }
  }

  /// Reads until `count` bytes are there.
  func read(_ count: Int) async throws -> String {
    var all: [UInt8] = []
    while all.count < count {
      guard case .bytes(let bytes) = try await look() else { break }
      all += bytes
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// Segments with data that the kernel has received on this connection (`tcp_info.tcpi_data_segs_in`).
  var segmentsReceived: Int {
    var bytes = [UInt8](repeating: 0, count: 256)
    var size = socklen_t(bytes.count)
    guard getsockopt(descriptor, CInt(IPPROTO_TCP), TCP_INFO, &bytes, &size) == 0, size >= 156 else { return -1 }
    return bytes.withUnsafeBytes { Int($0.load(fromByteOffset: 152, as: UInt32.self)) }
  }

  func shutdownWriting() { _ = shutdown(descriptor, CInt(SHUT_WR)) }
  func close() { _ = Glibc.close(descriptor) }

  static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}

/// A plain listening socket.
struct RawListener: Sendable {
  let descriptor: CInt
  let port: Int

  init() throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = RawPeer.loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0 && listen(descriptor, 64) == 0
      }
    }
    guard status else { throw IOError(errnoCode: errno, reason: "listen") }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// The next connection; `nil` where none came in time.
  func accept(milliseconds: CInt = 5000) async throws -> RawPeer? {
    try await NIOThreadPool.singleton.runIfActive {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, milliseconds) > 0 else { return nil }
      let accepted = Glibc.accept(descriptor, nil, nil)
      guard accepted >= 0 else { throw IOError(errnoCode: errno, reason: "accept") }
      return RawPeer(descriptor: accepted)
    }
  }

  func close() { _ = Glibc.close(descriptor) }
}
