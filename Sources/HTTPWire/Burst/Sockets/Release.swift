import Glibc

/// Bytes that are held back, ready to go to their sockets one right after the other.
struct ReleaseBlock {
  /// One `send`.
  private struct Part {
    var descriptor: CInt
    var offset: Int
    var count: Int
  }

  /// What a `send` did.
  struct Sent: Sendable, Hashable {
    /// After it.
    var at: WireInstant
    /// Bytes that the socket took; negative for an error of it.
    var count: Int
  }

  private var parts: [Part] = []
  private var bytes: [UInt8] = []

  mutating func add(_ held: [UInt8], to socket: SocketHandle) {
    parts.append(Part(descriptor: socket.descriptor, offset: bytes.count, count: held.count))
    bytes += held
  }

  /// Sends every part: nothing but system calls in between.
  func send() -> [Sent] {
    var sent = [Sent](repeating: Sent(at: .zero, count: 0), count: parts.count)
    let flags = SocketWriter.flags
    bytes.withUnsafeBytes { bytes in
      parts.withUnsafeBufferPointer { parts in
        sent.withUnsafeMutableBufferPointer { sent in
          for index in parts.indices {
            let part = parts[index]
            let count = Glibc.send(part.descriptor, bytes.baseAddress.map { $0 + part.offset }, part.count, flags)
            sent[index] = Sent(at: .now, count: count)
          }
        }
      }
    }
    return sent
  }
}
