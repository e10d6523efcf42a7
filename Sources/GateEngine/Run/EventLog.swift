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

  public init(sinks: [any EventSink], clock: any Clock<Duration>) {
    self.sinks = sinks
    self.elapsed = Self.stopwatch(clock)
  }

  public var log: RunLog { RunLog(events: events) }

  /// A sink that fails once is told nothing more; that it failed is an operational error in the log.
  public func append(_ event: RunEvent) async {
    let recorded = RecordedEvent(sequence: events.count + 1, elapsedMicroseconds: elapsed().wholeMicroseconds, event: event)
    events.append(recorded)
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
    for failure in failures { await append(.operationalError(failure)) }
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
