import PerfStatistics

/// What a load measured. The warm-up is in no number here, but for reconnects and bytes.
public struct LoadOutcome: Sendable {
  /// What was measured of one kind of request.
  public struct Kind: Sendable {
    public let name: String
    /// In nanoseconds; of a closed load from the sending of each, of an open one from when it was due.
    public let latency: LatencyHistogram
    /// Answered with a status that is not accepted; their latencies are in `latency` too.
    public let rejected: Int
  }

  public let kinds: [Kind]
  /// Of all kinds.
  public let latency: LatencyHistogram
  public let statuses: [Int: Int]
  /// Requests without a response.
  public let failures: [LoadFailure: Int]
  /// How many were to begin; nil for a closed load.
  public let due: Int?
  public let begun: Int
  /// Requests that were answered.
  public let completed: Int
  /// Seconds.
  public let elapsed: Double
  /// Seconds from the sending to the answer, the mean of all answered.
  public let meanServiceTime: Double
  /// The time average of requests in flight, counted as they began and ended.
  public let meanInFlight: Double
  public let waitedForConnection: Int
  public let begunLate: Int
  public let backlogAtEnd: Int
  /// The longest time from when a request was due until it was sent, in seconds.
  public let longestDelay: Double
  public let reconnects: Int
  public let bytesReceived: Int
  /// Seconds of processor time of the load's own threads.
  public let processorTime: Double

  init(_ requests: [LoadRequest], _ tally: LoadTally, isOpen: Bool) throws {
    kinds = zip(requests, tally.kinds).map { Kind(name: $0.name, latency: $1.latency, rejected: $1.rejected) }
    var all = LatencyHistogram()
    for kind in tally.kinds { try all.merge(kind.latency) }
    latency = all
    statuses = Dictionary(uniqueKeysWithValues: tally.statuses.enumerated().filter { $1 > 0 }.map { ($0, $1) })
    failures = Dictionary(uniqueKeysWithValues: LoadFailure.allCases.map { ($0, tally.failures[$0.rawValue]) }.filter { $1 > 0 })
    due = isOpen ? tally.due : nil
    begun = tally.begun
    completed = tally.completed
    elapsed = Double(tally.elapsed) / 1e9
    meanServiceTime = tally.completed > 0 ? tally.serviceTime / 1e9 / Double(tally.completed) : 0
    meanInFlight = tally.elapsed > 0 ? tally.inFlightArea / Double(tally.elapsed) : 0
    waitedForConnection = tally.waitedForConnection
    begunLate = tally.begunLate
    backlogAtEnd = tally.backlogAtEnd
    longestDelay = Double(tally.longestDelay) / 1e9
    reconnects = tally.reconnects
    bytesReceived = tally.bytesReceived
    processorTime = Double(tally.processorTime) / 1e9
  }

  public var failed: Int { failures.values.reduce(0, +) }
  public var rejected: Int { kinds.reduce(0) { $0 + $1.rejected } }
  /// Answers a second.
  public var throughput: Double { elapsed > 0 ? Double(completed) / elapsed : 0 }

  /// How far an open load fell behind its rate, in words; nil where it kept it. What was never begun is in no histogram, and what
  /// the load itself began late says nothing about the target: such a measurement proves nothing.
  public var shortfall: String? {
    guard let due else { return nil }
    if begun < due { return "\(due - begun) of \(due) requests that were due were never begun" }
    if Double(backlogAtEnd) > max(0.01 * Double(due), 1) {
      return "\(backlogAtEnd) of \(due) requests that were due had not begun when the load was to end"
    }
    if Double(begunLate) > 0.01 * Double(due) {
      return "\(begunLate) of \(due) requests were begun more than 1 ms late by the load itself, which had too little processor time"
    }
    return nil
  }
}
