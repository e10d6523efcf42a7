import Synchronization

/// What the workers of a load loop share: tickets, the end, and the results.
final class LoadLedger: Sendable {
  private struct State {
    var nextTicket = 0
    var firstMeasured: WireInstant?
    var lastFinished = WireInstant.zero
    var failures = 0
    var report = LoadReport()
  }

  private let options: ClosedLoadLoop.Options
  private let state = Mutex(State())

  init(options: ClosedLoadLoop.Options) {
    self.options = options
  }

  /// The next ticket, or `nil` once the loop has ended.
  func takeTicket() -> Int? {
    state.withLock { state in
      guard state.report.stoppedEarly == nil else { return nil }
      let measured = state.nextTicket - options.warmUp
      switch options.extent {
      case .count(let count): if measured >= count { return nil }
      case .duration(let duration):
        if let first = state.firstMeasured, .nanoseconds(WireInstant.now - first) >= duration { return nil }
      }
      if measured >= 0, state.firstMeasured == nil { state.firstMeasured = .now }
      if measured >= options.maximumSamples {
        state.report.stoppedEarly = "more than \(options.maximumSamples) samples"
        return nil
      }
      state.nextTicket += 1
      return state.nextTicket - 1
    }
  }

  func finished(_ ticket: Int, _ sample: LoadSample, accepted: Bool, at now: WireInstant) {
    state.withLock { state in
      guard ticket >= options.warmUp else { return }
      state.lastFinished = max(state.lastFinished, now)
      state.report.samples.append(sample)
      if !accepted { state.report.rejected += 1 }
    }
  }

  func failed(_ ticket: Int, _ error: WireError, at now: WireInstant) {
    state.withLock { state in
      state.failures += 1
      if state.failures >= options.maximumFailures, state.report.stoppedEarly == nil {
        state.report.stoppedEarly = "\(state.failures) requests failed, the last one with: \(error)"
      }
      guard ticket >= options.warmUp else { return }
      state.lastFinished = max(state.lastFinished, now)
      state.report.errors[error.kind, default: 0] += 1
    }
  }

  func stop(_ reason: String) {
    state.withLock { state in
      if state.report.stoppedEarly == nil { state.report.stoppedEarly = reason }
    }
  }

  func report() -> LoadReport {
    state.withLock { state in
      var report = state.report
      report.samples.sort { $0.started < $1.started }
      if let first = state.firstMeasured, state.lastFinished > first { report.elapsedNanoseconds = state.lastFinished - first }
      return report
    }
  }
}
