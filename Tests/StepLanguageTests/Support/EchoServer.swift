import Foundation
import Glibc
import Synchronization

/// A loopback HTTP server on a thread of its own: answers `/status/N`, `/metrics`, `/echo`, and what a test tells it to.
final class EchoServer: Sendable {
  let port: Int
  private let descriptor: CInt
  private let answer: @Sendable (_ request: String, _ number: Int) -> String

  /// - Parameter answer: the whole response for a request (head and body).
  init(_ answer: @escaping @Sendable (_ request: String, _ number: Int) -> String) throws {
    self.answer = answer
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    let thread = Thread { [self] in serve() }
    thread.start()
  }

  /// The thread ends with its listener.
  func stop() { shutdown(descriptor, CInt(SHUT_RDWR)) }

  private func serve() {
    var number = 0
    while true {
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { break }
      let request = read(connection)
      if !request.isEmpty {
        let bytes = Array(answer(request, number).utf8)
        _ = send(connection, bytes, bytes.count, CInt(MSG_NOSIGNAL))
        number += 1
      }
      close(connection)
    }
    close(descriptor)
  }

  private func read(_ connection: CInt) -> String {
    var text = ""
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(connection, &bytes, bytes.count, 0)
      guard count > 0 else { return "" }
      text += String(decoding: bytes.prefix(count), as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let length = text.range(of: "Content-Length: ").map { Int(text[$0.upperBound...].prefix { $0.isNumber }) ?? 0 } ?? 0
      if text[end.upperBound...].utf8.count >= length { return text }
    }
  }

  /// A response that closes its connection.
  static func response(_ status: Int, _ body: String = "", headers: String = "") -> String {
    "HTTP/1.1 \(status) X\r\n\(headers)Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
