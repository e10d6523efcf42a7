import Glibc
import Synchronization

/// Owns the descriptor of a connected, non-blocking socket and closes it when nobody needs it any more.
final class SocketHandle: Sendable {
  private let raw: CInt
  private let isOwner = Mutex(true)

  /// Takes over a descriptor.
  init(_ descriptor: CInt) {
    raw = descriptor
    // The kernel then says when an answer arrived, however late it is read.
    var on: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, ArrivalStamp.option, &on, socklen_t(MemoryLayout<CInt>.size))
  }

  deinit { if isOwner.withLock({ $0 }) { _ = Glibc.close(raw) } }

  var descriptor: CInt { raw }

  /// Gives the descriptor away: whoever takes it closes it.
  func take() -> CInt {
    isOwner.withLock { $0 = false }
    return raw
  }

  /// Ends the connection while somebody may still wait on it.
  func interrupt() { isOwner.withLock { if $0 { shutdown(raw, CInt(SHUT_RDWR)) } } }

  /// Nothing has arrived on it and the peer has not closed it: it can carry a request.
  var isQuiet: Bool {
    var state = pollfd(fd: raw, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 0
  }
}
