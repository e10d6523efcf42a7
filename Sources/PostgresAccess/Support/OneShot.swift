import Dispatch
import Synchronization

/// A result that arrives once from anywhere, awaited by one task, with a deadline and with cancellation.
///
/// The first to resume it wins; everybody else is told so. That makes a race between a grant, a deadline and a cancellation safe:
/// exactly one of them happens.
final class OneShot<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case awaited(CheckedContinuation<Value, any Error>)
    case resolved(Result<Value, any Error>)
    case finished
  }

  private let state = Mutex(State.empty)

  /// Delivers the result. Returns false when another result came first; then the caller keeps what it wanted to hand over.
  @discardableResult
  func resume(with result: Result<Value, any Error>) -> Bool {
    let (won, continuation): (Bool, CheckedContinuation<Value, any Error>?) = state.withLock { state in
      switch state {
      case .empty:
        state = .resolved(result)
        return (true, nil)
      case .awaited(let continuation):
        state = .finished
        return (true, continuation)
      case .resolved, .finished:
        return (false, nil)
      }
    }
    continuation?.resume(with: result)
    return won
  }

  /// Waits for the result; ends with `failure` after `limit`, and with `CancellationError` when the task is cancelled.
  func value(within limit: Duration, otherwise failure: any Error) async throws -> Value {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.setEventHandler { self.resume(with: .failure(failure)) }
    timer.schedule(deadline: .now() + limit.dispatchInterval)
    timer.activate()
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { install($0) }
    } onCancel: {
      resume(with: .failure(CancellationError()))
    }
  }

  private func install(_ continuation: CheckedContinuation<Value, any Error>) {
    let early: Result<Value, any Error>? = state.withLock { state in
      if case .resolved(let result) = state {
        state = .finished
        return result
      }
      state = .awaited(continuation)
      return nil
    }
    if let early { continuation.resume(with: early) }
  }
}
