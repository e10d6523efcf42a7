import Dispatch
import Glibc

/// Watches a socket until it is cancelled, over a descriptor of its own.
///
/// libpq closes its socket by itself as soon as the server is gone. A dispatch source on that very descriptor would still be registered
/// then, and the number may already belong to the next connection: ending the source would end the watching of that one, which
/// would wait in vain. The duplicate keeps the number taken until dispatch has let go of it.
struct SocketWatch {
  enum Event {
    case readable
    case writable
  }

  private let source: any DispatchSourceProtocol

  /// Begins to watch. Nil when the process may have no more descriptors, or when there is no socket.
  /// - Parameters:
  ///   - onReady: runs on `queue` as long as the socket is ready.
  ///   - onEnd: runs on `queue` once, when the source is cancelled and its descriptor is closed.
  init?(
    _ event: Event, of socket: Int32, on queue: DispatchQueue, onReady: @escaping @Sendable () -> Void,
    onEnd: @escaping @Sendable () -> Void = {}
  ) {
    let descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    source =
      switch event {
      case .readable: DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      case .writable: DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
      }
    source.setEventHandler(handler: onReady)
    source.setCancelHandler {
      close(descriptor)
      onEnd()
    }
    source.activate()
  }

  /// Ends the watching; `onEnd` follows. Cancelling again does nothing.
  func cancel() {
    source.cancel()
  }
}
