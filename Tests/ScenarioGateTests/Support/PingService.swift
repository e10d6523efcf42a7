import Foundation
import Glibc
import Synchronization

/// Raw loopback sockets on threads of their own: a dependency that answers `pong`, and a service that asks it for each request.
enum Loopback {
  static func listen() -> (descriptor: CInt, port: Int) {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = self.address(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && Glibc.listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// What comes within `milliseconds`, empty where nothing does.
  static func receive(_ descriptor: CInt, milliseconds: CInt) -> String {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return "" }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : ""
  }

  static func send(_ descriptor: CInt, _ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
  }

  static func connect(port: Int) -> CInt? {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = address(port: port)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    if status == 0 { return descriptor }
    close(descriptor)
    return nil
  }
}

/// A server whose every connection is answered once by a function, one after another.
final class OneShotServer: Sendable {
  let port: Int
  private let descriptor: CInt

  init(_ answer: @escaping @Sendable (String) -> String) {
    (descriptor, port) = Loopback.listen()
    let descriptor = descriptor
    Thread {
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { break }
        let request = Loopback.receive(connection, milliseconds: 5000)
        if !request.isEmpty { Loopback.send(connection, answer(request)) }
        close(connection)
      }
      close(descriptor)
    }.start()
  }

  func stop() { shutdown(descriptor, CInt(SHUT_RDWR)) }
}

/// The service: 200 where the dependency answers `pong`, 503 where it does not.
enum PingService {
  static func start(dependencyPort: Int, ignoresDependency: Bool = false) -> OneShotServer {
    OneShotServer { _ in
      if ignoresDependency { return response(200) }
      guard let connection = Loopback.connect(port: dependencyPort) else { return response(503) }
      defer { close(connection) }
      Loopback.send(connection, "ping")
      return response(Loopback.receive(connection, milliseconds: 1000) == "pong" ? 200 : 503)
    }
  }

  private static func response(_ status: Int) -> String { "HTTP/1.1 \(status) X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" }
}
