import Dispatch

/// Waits for a socket without holding a thread: Dispatch's epoll watches it and resumes the task.
enum SocketWait {
  enum Interest { case readable, writable }

  /// Returns when the socket is ready.
  /// - Throws: `CancellationError`, or ``SocketWaitTimeout`` when `deadline` has passed.
  static func wait(_ descriptor: Int32, _ interest: Interest, until deadline: ContinuousClock.Instant) async throws {
    try Task.checkCancellation()
    let once = OneShot()
    let source: any DispatchSourceProtocol =
      switch interest {
      case .readable: DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      case .writable: DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
      }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler { once.resume(.success(())) }
    timer.setEventHandler { once.resume(.failure(SocketWaitTimeout())) }
    let remaining = ContinuousClock.now.duration(to: deadline)
    timer.schedule(deadline: .now() + .nanoseconds(max(0, remaining.wholeNanoseconds)))
    // The descriptor may be closed after this returns, so the source must have let go of it before.
    let released = OneShot()
    source.setCancelHandler { released.resume(.success(())) }
    source.resume()
    timer.resume()
    let result: Result<Void, any Error>
    do {
      try await withTaskCancellationHandler {
        try await once.value()
      } onCancel: {
        once.resume(.failure(CancellationError()))
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    timer.cancel()
    source.cancel()
    try? await released.value()
    try result.get()
  }

  private static let queue = DispatchQueue(label: "gatehouse.postgres.sockets")
}

struct SocketWaitTimeout: Error {}

extension Duration {
  /// Whole nanoseconds, at most what fits.
  var wholeNanoseconds: Int {
    let parts = components
    guard parts.seconds < 9_000_000_000 else { return Int.max }
    return Int(parts.seconds) * 1_000_000_000 + Int(parts.attoseconds / 1_000_000_000)
  }
}
