import Synchronization

/// A counting semaphore for tasks, first come first served.
final class Permits: Sendable {
  private struct State {
    var available: Int
    var waiters: [OneShot] = []
    var isClosed = false
  }

  private let count: Int
  private let state: Mutex<State>

  init(count: Int) {
    self.count = count
    state = Mutex(State(available: count))
  }

  /// Takes a permit, waiting for one at most as long as `limit`.
  /// - Throws: ``PostgresError/poolExhausted(size:waited:)``, ``PostgresError/closed``, `CancellationError`.
  func acquire(within limit: Duration) async throws {
    let waiter: OneShot? = try state.withLock { state in
      if state.isClosed { throw PostgresError.closed }
      if state.available > 0 {
        state.available -= 1
        return nil
      }
      let waiter = OneShot()
      state.waiters.append(waiter)
      return waiter
    }
    guard let waiter else { return }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [count] in
        try await ContinuousClock().sleep(for: limit)
        waiter.resume(.failure(PostgresError.poolExhausted(size: count, waited: limit)))
      }
      defer { group.cancelAll() }
      try await withTaskCancellationHandler {
        try await waiter.value()
      } onCancel: {
        waiter.resume(.failure(CancellationError()))
      }
    }
  }

  /// Gives a permit back: to the first who still waits.
  func release() {
    while let waiter = next() {
      if waiter.resume(.success(())) { return }
    }
  }

  /// Ends all waits.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(.failure(PostgresError.closed)) }
  }

  private func next() -> OneShot? {
    state.withLock { state in
      if state.waiters.isEmpty {
        state.available += 1
        return nil
      }
      return state.waiters.removeFirst()
    }
  }
}
