import Dispatch

/// Runs an actor on a serial dispatch queue of its own, so that event handlers of the same queue are inside the actor's isolation.
///
/// Nothing that runs here blocks; the queue exists for the sake of ordering with dispatch sources, not to hold a thread.
final class QueueExecutor: SerialExecutor {
  let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    queue.async { unowned.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
