/// Says whether a run goes on. A signal or the first failure under `--fail-fast` ends it.
public actor RunControl {
  private let failsFast: Bool
  private var stopped = false
  /// Why the run was ended from outside.
  public private(set) var interruption: String?
  private var cancel: (@Sendable () -> Void)?

  public init(failsFast: Bool = false) { self.failsFast = failsFast }

  /// Ends the run in order: what runs is cancelled and cleans up, reports of what ran are written.
  public func interrupt(_ reason: String) {
    guard interruption == nil else { return }
    interruption = reason
    stopped = true
    cancel?()
  }

  func onInterrupt(_ body: @escaping @Sendable () -> Void) {
    cancel = body
    if interruption != nil { body() }
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
