import GateKit
import GateModel

/// Joins the logs of the shards of one run into one, with a verdict of its own.
public struct LogMerge: Sendable {
  public init() {}

  /// - Throws: ``GateError`` when the logs are not the shards of one run: another plan, another seed, a shard that is
  ///   missing or there twice.
  public func merge(_ logs: [RunLog]) throws -> RunLog {
    let starts = try logs.map { log in
      guard case .runStarted(let body)? = log.events.first?.event else {
        throw GateError("a log does not begin with the start of a run", remedy: "Give whole logs")
      }
      return body
    }
    guard let first = starts.first else { throw GateError("there is no log to merge", remedy: "Name the logs of the shards") }
    for start in starts where start.planDigest != first.planDigest || start.seed != first.seed {
      throw GateError("the logs are of different runs: plan or seed differ", remedy: "Give every shard the same --seed and the same inputs")
    }
    let present = starts.map(\.shard.index).sorted()
    guard (1...Shard.limit).contains(first.shard.count), starts.allSatisfy({ $0.shard.count == first.shard.count }),
      present == Array(1...first.shard.count)
    else {
      throw GateError(
        "the shards are \(starts.map(\.shard.description).joined(separator: ", "))", remedy: "Give each of the \(first.shard.count) once")
    }
    var whole = first
    whole.shard = .whole
    var events: [RunEvent] = [.runStarted(whole)]
    var interruption: String?
    for log in logs {
      var isFinished = false
      for recorded in log.events {
        switch recorded.event {
        case .runStarted: break
        case .runFinished(let body):
          isFinished = true
          interruption = interruption ?? body.interruption
        case let event: events.append(event)
        }
      }
      if !isFinished { interruption = interruption ?? "the log of a shard has no end" }
    }
    let longest = logs.compactMap { $0.events.last?.elapsedMicroseconds }.max() ?? 0
    return finish(events, interruption: interruption, elapsed: longest)
  }

  private func finish(_ events: [RunEvent], interruption: String?, elapsed: Int) -> RunLog {
    func numbered(_ events: [RunEvent]) -> [RecordedEvent] {
      events.enumerated().map { RecordedEvent(sequence: $0.offset + 1, elapsedMicroseconds: elapsed, event: $0.element) }
    }
    var summary = RunSummary(RunLog(events: numbered(events)))
    summary.interruption = interruption
    let decision = VerdictRule().verdict(of: summary)
    let end = RunEvent.runFinished(RunFinished(verdict: decision.verdict, notes: decision.notes, interruption: interruption))
    return RunLog(events: numbered(events + [end]))
  }
}
