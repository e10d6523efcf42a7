import Synchronization

/// A fair counting semaphore whose waits have a deadline and can be cancelled.
final class Permits: Sendable {
  private struct State {
    var free: Int
    var isClosed = false
    var waiters: [OneShot<Void>] = []
  }

  let size: Int
  private let state: Mutex<State>

  init(count size: Int) {
    self.size = size
    state = Mutex(State(free: size))
  }

  /// Takes a permit, in the order of the calls.
  func acquire(within limit: Duration) async throws {
    try Task.checkCancellation()
    let waiter: OneShot<Void>? = try state.withLock { state in
      guard !state.isClosed else { throw PostgresError.closed }
      if state.free > 0 {
        state.free -= 1
        return nil
      }
      let waiter = OneShot<Void>()
      state.waiters.append(waiter)
      return waiter
    }
    guard let waiter else { return }
    do {
      try await waiter.value(within: limit, otherwise: PostgresError.poolExhausted(size: size, waited: limit))
    } catch {
      state.withLock { state in state.waiters.removeAll { $0 === waiter } }
      throw error
    }
  }

  /// Gives a permit back, to the first waiter that still waits.
  func release() {
    while true {
      let waiter: OneShot<Void>? = state.withLock { state in
        guard !state.waiters.isEmpty else {
          state.free += 1
          return nil
        }
        return state.waiters.removeFirst()
      }
      guard let waiter, !waiter.resume(with: .success(())) else { return }
    }
  }

  /// Lets every waiter and every later call fail.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(with: .failure(PostgresError.closed)) }
  }
}
