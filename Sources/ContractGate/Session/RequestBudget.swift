import Synchronization

/// Counts requests, keeps to a rate and to a time.
///
/// It is asked before each request, so it is no actor: without a rate nobody is ever suspended.
final class RequestBudget: Sendable {
  private struct State {
    var requests = 0
    /// When the next request may go out.
    var next: Duration = .zero
  }

  private let state = Mutex(State())
  private let interval: Duration?
  private let elapsed: @Sendable () -> Duration
  private let sleep: @Sendable (Duration) async throws -> Void
  private let time: Duration?

  /// - Parameters:
  ///   - rate: requests a second at most.
  ///   - time: how long requests are sent at all.
  init(rate: Int?, time: Duration?, clock: any Clock<Duration>) {
    interval = rate.map { .seconds(1) / $0 }
    self.time = time
    elapsed = Self.stopwatch(clock)
    sleep = { try await clock.sleep(for: $0) }
  }

  var requests: Int { state.withLock { $0.requests } }

  var isOutOfTime: Bool { time.map { elapsed() >= $0 } ?? false }

  /// Waits until the next request may go out.
  func takeTurn() async {
    let wait = turn()
    // A cancelled wait ends at once; the request that follows then ends as cancelled.
    if wait > .zero { try? await sleep(wait) }
  }

  /// How long the request has to wait whose turn this is.
  private func turn() -> Duration {
    state.withLock { state in
      state.requests += 1
      guard let interval else { return .zero }
      let now = elapsed()
      let turn = max(now, state.next)
      state.next = turn + interval
      return turn - now
    }
  }

  private static func stopwatch<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
