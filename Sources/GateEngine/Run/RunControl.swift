/// Says whether a run goes on. A signal or the first failure under `--fail-fast` ends it.
public actor RunControl {
  private let failsFast: Bool
  private var stopped = false
  /// Why the run was ended from outside.
  public private(set) var interruption: String?
  private var handlers: [@Sendable () -> Void] = []

  public init(failsFast: Bool = false) { self.failsFast = failsFast }

  /// Ends the run in order: what runs is cancelled and cleans up, reports of what ran are written.
  public func interrupt(_ reason: String) {
    guard interruption == nil else { return }
    interruption = reason
    stopped = true
    for handler in handlers { handler() }
    handlers = []
  }

  /// Calls `body` once when the run is interrupted, at once where it is already.
  func onInterrupt(_ body: @escaping @Sendable () -> Void) {
    if interruption == nil { handlers.append(body) } else { body() }
  }

  /// Returns when ``interrupt(_:)`` is called, or the task is cancelled.
  public func waitForInterruption() async {
    guard interruption == nil else { return }
    let (interruptions, continuation) = AsyncStream.makeStream(of: Void.self)
    onInterrupt { continuation.finish() }
    for await _ in interruptions {}
  }

  func caseFailed() { if failsFast { stopped = true } }

  var isStopped: Bool { stopped }

  func checkGoingOn() throws {
    if stopped || Task.isCancelled { throw CancellationError() }
  }
}
