/// Counts requests, keeps to a rate and to a time.
actor RequestBudget {
  private(set) var requests = 0
  private let interval: Duration?
  private let elapsed: @Sendable () -> Duration
  private let sleep: @Sendable (Duration) async throws -> Void
  private let time: Duration?
  private var next: Duration = .zero

  /// - Parameters:
  ///   - rate: requests a second at most.
  ///   - time: how long requests are sent at all.
  init(rate: Int?, time: Duration?, clock: any Clock<Duration>) {
    interval = rate.map { .seconds(1) / $0 }
    self.time = time
    elapsed = Self.stopwatch(clock)
    sleep = { try await clock.sleep(for: $0) }
  }

  var isOutOfTime: Bool { time.map { elapsed() >= $0 } ?? false }

  /// Waits until the next request may go out.
  func takeTurn() async {
    requests += 1
    guard let interval else { return }
    let now = elapsed()
    let turn = max(now, next)
    next = turn + interval
    // A cancelled wait ends at once; the request that follows then ends as cancelled.
    if turn > now { try? await sleep(turn - now) }
  }

  private static func stopwatch<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
