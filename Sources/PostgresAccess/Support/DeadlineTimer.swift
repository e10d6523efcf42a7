import Dispatch

/// One timer for many deadlines: it is set anew only when an earlier deadline comes or when it fires, so that a statement that ends
/// in time costs no system call.
final class DeadlineTimer {
  private let source: any DispatchSourceTimer
  private var armedFor: ContinuousClock.Instant?

  /// `onFire` runs on `queue`, possibly before any deadline passed: look at the clock, then call `rearm`.
  init(queue: DispatchQueue, onFire: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler(handler: onFire)
    source.schedule(deadline: .distantFuture)
    source.activate()
  }

  func arm(for deadline: ContinuousClock.Instant) {
    if let armedFor, armedFor <= deadline { return }
    armedFor = deadline
    source.schedule(deadline: .now() + (deadline - .now).dispatchInterval)
  }

  /// To be called when the timer fired, with the earliest deadline that still stands.
  func rearm(for deadline: ContinuousClock.Instant?) {
    armedFor = nil
    if let deadline { arm(for: deadline) }
  }

  func cancel() {
    source.cancel()
  }
}
