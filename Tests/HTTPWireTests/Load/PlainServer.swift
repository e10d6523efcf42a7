import Foundation
import Glibc

/// Answers requests on loopback as it is told, on threads of its own.
final class PlainServer: Sendable {
  enum Behaviour: Sendable {
    /// These bytes for each request.
    case answer(String)
    /// These bytes, and then it closes.
    case answerAndClose(String)
    case close
    case silence
    /// The bytes after so many milliseconds.
    case late(String, milliseconds: UInt32)
  }

  static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

  let port: Int
  private let listener: CInt

  init(_ behaviour: Behaviour) throws {
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, size) == 0 && listen(listener, 128) == 0 && getsockname(listener, raw, &size) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Thread { Self.serve(connection, behaviour) }.start()
      }
    }.start()
  }

  deinit { shutdown(listener, CInt(SHUT_RDWR)) }

  private static func serve(_ connection: CInt, _ behaviour: Behaviour) {
    defer { _ = Glibc.close(connection) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    while recv(connection, &bytes, bytes.count, 0) > 0 {
      switch behaviour {
      case .answer(let text): write(text, to: connection)
      case .late(let text, let milliseconds):
        usleep(milliseconds * 1_000)
        write(text, to: connection)
      case .answerAndClose(let text): return write(text, to: connection)
      case .close: return
      case .silence: break
      }
    }
  }

  private static func write(_ text: String, to connection: CInt) {
    let bytes = Array(text.utf8)
    _ = send(connection, bytes, bytes.count, CInt(MSG_NOSIGNAL))
  }
}
