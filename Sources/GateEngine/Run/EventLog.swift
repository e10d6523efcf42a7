import GateModel

/// Takes events as they happen: the run's log file, the progress display.
public protocol EventSink: Sendable {
  func record(_ event: RecordedEvent) async throws
}

/// Numbers events and hands them on; keeps them for the verdict.
public actor EventLog {
  private let sinks: [any EventSink]
  private let elapsed: @Sendable () -> Duration
  private var events: [RecordedEvent] = []
  private var brokenSinks: Set<Int> = []
  private var isWriting = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  public init(sinks: [any EventSink], clock: any Clock<Duration>) {
    self.sinks = sinks
    self.elapsed = Self.stopwatch(clock)
  }

  public var log: RunLog { RunLog(events: events) }

  /// Numbers the event and hands it to every sink, one event after the other, so that each sink sees them in order.
  ///
  /// A sink that fails once is told nothing more; that it failed is an operational error in the log. Where it fails at the end
  /// of the run, the end that ``log`` holds says errored.
  public func append(_ event: RunEvent) async {
    await takeTurn()
    let failures = await write(event)
    if case .runFinished(let body) = event, !failures.isEmpty {
      events.removeLast()
      for failure in failures { _ = number(.operationalError(failure)) }
      let end = RunFinished(verdict: .errored, notes: body.notes + failures.map(\.message), interruption: body.interruption)
      _ = number(.runFinished(end))
    } else {
      await report(failures)
    }
    endTurn()
  }

  /// Each failure breaks one more sink, so this ends.
  private func report(_ failures: [OperationalError]) async {
    var open = failures
    while !open.isEmpty { open += await write(.operationalError(open.removeFirst())) }
  }

  private func number(_ event: RunEvent) -> RecordedEvent {
    let recorded = RecordedEvent(sequence: events.count + 1, elapsedMicroseconds: elapsed().wholeMicroseconds, event: event)
    events.append(recorded)
    return recorded
  }

  private func write(_ event: RunEvent) async -> [OperationalError] {
    let recorded = number(event)
    var failures: [OperationalError] = []
    for (index, sink) in sinks.enumerated() where !brokenSinks.contains(index) {
      do {
        try await sink.record(recorded)
      } catch {
        brokenSinks.insert(index)
        failures.append(
          OperationalError(message: "the run log cannot be written: \(error)", remedy: "Make room or give a writable folder with --reports")
        )
      }
    }
    return failures
  }

  private func takeTurn() async {
    guard isWriting else { return isWriting = true }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func endTurn() {
    if waiting.isEmpty { isWriting = false } else { waiting.removeFirst().resume() }
  }

  private static func stopwatch<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}

extension Duration {
  /// Whole microseconds, rounded down.
  var wholeMicroseconds: Int {
    let parts = components
    return Int(parts.seconds) * 1_000_000 + Int(parts.attoseconds / 1_000_000_000_000)
  }
}
