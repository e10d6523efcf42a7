import Synchronization

/// Says how many password hashes are made at the same time.
public protocol HashAdmitting: Sendable {
  /// Runs the work when it is its turn.
  func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value
}

/// Lets a fixed number of hashes run; the others wait in the order in which they came, for a bounded time.
public final class BoundedHashes: HashAdmitting {
  private typealias Waiter = CheckedContinuation<Void, any Error>

  private struct Queue {
    var free: Int
    var next: UInt64 = 0
    var order: [UInt64] = []
    var waiting: [UInt64: Waiter] = [:]
    /// Those whose turn it is, or has been since they were told.
    var admitted: Set<UInt64> = []
    /// Those that gave up before they stood in the queue.
    var gone: Set<UInt64> = []
  }

  /// More waiters than this are refused at once.
  private static let longestQueue = 4_096

  private let queue: Mutex<Queue>
  private let deadline: Duration

  public init(limit: Int, deadline: Duration) {
    queue = Mutex(Queue(free: max(1, limit)))
    self.deadline = deadline
  }

  public func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
    let ticket = queue.withLock { queue in
      queue.next += 1
      return queue.next
    }
    // Whoever was admitted at the last moment has to leave, too.
    defer { leave(ticket) }
    do {
      try await withDeadline(deadline) { try await self.enter(ticket) }
    } catch is DeadlineExceeded {
      throw Self.busy
    }
    return try await work()
  }

  static var busy: ServiceError {
    ServiceError(
      .serviceUnavailable, "ERR_LOGIN_BUSY", "There are too many log-ins at once. Try again.", retryable: true,
      headers: [.retryAfter: "1"])
  }

  private func enter(_ ticket: UInt64) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        if let outcome = queue.withLock({ Self.place(ticket, waiter, in: &$0) }) { waiter.resume(with: outcome) }
      }
    } onCancel: {
      let waiter = queue.withLock { queue -> Waiter? in
        guard let waiter = queue.waiting.removeValue(forKey: ticket) else {
          if !queue.admitted.contains(ticket) { queue.gone.insert(ticket) }
          return nil
        }
        queue.order.removeAll { $0 == ticket }
        return waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
  }

  /// - Returns: What is decided at once; nil for one that waits.
  private static func place(_ ticket: UInt64, _ waiter: Waiter, in queue: inout Queue) -> Result<Void, any Error>? {
    if queue.gone.remove(ticket) != nil { return .failure(CancellationError()) }
    if queue.free > 0 {
      queue.free -= 1
      queue.admitted.insert(ticket)
      return .success(())
    }
    guard queue.waiting.count < longestQueue else { return .failure(busy) }
    queue.order.append(ticket)
    queue.waiting[ticket] = waiter
    return nil
  }

  private func leave(_ ticket: UInt64) {
    let waiter = queue.withLock { queue -> Waiter? in
      queue.gone.remove(ticket)
      guard queue.admitted.remove(ticket) != nil else { return nil }
      guard !queue.order.isEmpty else {
        queue.free += 1
        return nil
      }
      let next = queue.order.removeFirst()
      queue.admitted.insert(next)
      return queue.waiting.removeValue(forKey: next)
    }
    waiter?.resume()
  }
}
