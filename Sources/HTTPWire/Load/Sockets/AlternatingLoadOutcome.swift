import PerfStatistics

/// What an alternating load measured.
public struct AlternatingLoadOutcome: Sendable {
  /// A pair of neighbouring slices, and whether somebody had to wait for a processor in them.
  public struct Pair: Sendable, Hashable {
    public var slices: SlicePair
    /// The share of the time in which the side could run and had to wait, 0 to 1; nil where nobody counted.
    public var baseWait: Double?
    public var candidateWait: Double?

    public init(slices: SlicePair, baseWait: Double? = nil, candidateWait: Double? = nil) {
      self.slices = slices
      self.baseWait = baseWait
      self.candidateWait = candidateWait
    }
  }

  public private(set) var pairs: [Pair] = []
  /// What can be checked of each side's numbers (``MeasurementAudit``).
  public private(set) var base = Totals()
  public private(set) var candidate = Totals()
  /// Requests without an answer, of both, also in the warm-up.
  public private(set) var failures: [LoadFailure: Int] = [:]
  /// Answers with a status that is not accepted, of both, also in the warm-up.
  public private(set) var rejected = 0

  /// What was counted of one side in all slices.
  public struct Totals: Sendable, Hashable {
    /// Nanoseconds of slices.
    public var elapsed: Int64 = 0
    public var begun = 0
    public var completed = 0
    /// Nanoseconds of all latencies together.
    public var latency = 0.0
    /// Requests in flight, integrated over nanoseconds as they began and ended.
    public var inFlightArea = 0.0
    public var ran = 0.0
    public var waited = 0.0
    /// Every slice had its processor time counted.
    public var isCounted = true

    public init() {}

    /// The share of the time in which the service could run and waited for a processor; nil where nobody counted.
    public var waitShare: Double? { isCounted && ran + waited > 0 ? waited / (ran + waited) : nil }

    /// For ``MeasurementAudit``; what waited is not part of it.
    public var measurement: MeasurementAudit.Measurement {
      MeasurementAudit.Measurement(
        elapsed: Double(elapsed) / 1e9, completed: completed, meanLatency: completed > 0 ? latency / 1e9 / Double(completed) : 0,
        meanInFlight: elapsed > 0 ? inFlightArea / Double(elapsed) : 0, begun: begun)
    }
  }

  public init() {}

  /// - Parameters: what was measured; for judging numbers that come from elsewhere.
  public init(pairs: [Pair], base: Totals, candidate: Totals, failures: [LoadFailure: Int] = [:], rejected: Int = 0) {
    self.pairs = pairs
    self.base = base
    self.candidate = candidate
    self.failures = failures
    self.rejected = rejected
  }

  var failed: Int { failures.values.reduce(0, +) }
  var fewestRequests: Int { min(base.completed, candidate.completed) }

  /// Counts what went wrong in a slice, of the warm-up too.
  mutating func note(_ slice: SliceTally) {
    failures.merge(slice.failures, uniquingKeysWith: +)
    rejected += slice.rejected
  }

  /// Adds a pair whose processor times are not known yet.
  mutating func open(base: SliceTally, candidate: SliceTally) {
    pairs.append(Pair(slices: SlicePair(base: Self.slice(base), candidate: Self.slice(candidate))))
    isOpen = [true, true]
    self.base.add(base)
    self.candidate.add(candidate)
  }

  /// Whether the last pair's processor time is still to come, by side.
  private var isOpen = [false, false]

  /// Gives the last pair a side's processor time.
  mutating func close(_ side: Int, from begin: AlternatingLoad.Reading?, to end: AlternatingLoad.Reading?) {
    guard isOpen[side], let last = pairs.indices.last else { return }
    isOpen[side] = false
    guard let begin, let end else {
      if side == 0 { base.isCounted = false } else { candidate.isCounted = false }
      return
    }
    // A thread that ended in between takes its counts with it.
    let ran = max(end.ran - begin.ran, 0)
    let waited = max(end.waited - begin.waited, 0)
    let share = ran + waited > 0 ? waited / (ran + waited) : 0
    if side == 0 {
      pairs[last].slices.base.processorTime = Int64(ran)
      pairs[last].baseWait = share
      base.ran += ran
      base.waited += waited
    } else {
      pairs[last].slices.candidate.processorTime = Int64(ran)
      pairs[last].candidateWait = share
      candidate.ran += ran
      candidate.waited += waited
    }
  }

  private static func slice(_ tally: SliceTally) -> LoadSlice {
    LoadSlice(latencies: tally.latencies, processorTime: 0, requests: tally.begun)
  }
}

extension AlternatingLoadOutcome.Totals {
  mutating func add(_ slice: SliceTally) {
    elapsed += slice.elapsed
    begun += slice.begun
    completed += slice.latencies.count
    latency += slice.latencies.reduce(0) { $0 + Double($1) }
    inFlightArea += slice.inFlightArea
  }
}
