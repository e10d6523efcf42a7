import CLibPQ
import Dispatch
import Synchronization

/// A request to the server to stop the statement of a connection that is being given up, so that its locks go soon.
///
/// Best effort: libpq 15 can only send it blocking, on a second TCP connection. One thread does that, apart from everything else, and
/// at most sixteen requests wait for it; more are dropped. The server also notices on its own that the client has gone
/// (`client_connection_check_interval`).
///
/// Unchecked, because the pointer is libpq's copy of address and key, which nobody changes; libpq documents `PQcancel` as safe on
/// another thread.
final class CancelRequest: @unchecked Sendable {
  private static let queue = DispatchQueue(label: "gatehouse.postgres.cancel", qos: .utility)
  private static let waiting = Atomic<Int>(0)

  private let request: OpaquePointer

  init(_ request: OpaquePointer) {
    self.request = request
  }

  deinit {
    PQfreeCancel(request)
  }

  func send() {
    guard Self.waiting.add(1, ordering: .relaxed).newValue <= 16 else {
      Self.waiting.subtract(1, ordering: .relaxed)
      return
    }
    Self.queue.async {
      var message = [CChar](repeating: 0, count: 256)
      _ = PQcancel(self.request, &message, Int32(message.count))
      Self.waiting.subtract(1, ordering: .relaxed)
    }
  }
}
