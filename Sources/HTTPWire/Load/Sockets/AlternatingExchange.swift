import PerfStatistics

/// Single requests that alternate between a base and a candidate, one at a time, in a random order within each pair: what the
/// machine does to one it does to the other a moment later, so that their ratio says more than the latencies of either.
public struct AlternatingExchange: Sendable {
  /// Where one of the two listens.
  public struct Side: Sendable, Hashable {
    public var host: String
    public var port: Int

    public init(host: String = "127.0.0.1", port: Int) {
      self.host = host
      self.port = port
    }
  }

  public struct Plan: Sendable, Hashable {
    /// How long pairs are measured at least.
    public var duration: Duration
    /// It goes on until there are so many pairs, but not longer than `longest`.
    public var fewestPairs: Int
    public var longest: Duration
    /// How long requests alternate before, in no number.
    public var warmUp: Duration
    /// How long one request may take.
    public var timeout: Duration
    public var seed: UInt64

    public init(
      duration: Duration = .seconds(1), fewestPairs: Int = 0, longest: Duration = .seconds(10), warmUp: Duration = .milliseconds(200),
      timeout: Duration = .seconds(5), seed: UInt64
    ) {
      self.duration = duration
      self.fewestPairs = fewestPairs
      self.longest = max(longest, duration)
      self.warmUp = warmUp
      self.timeout = timeout
      self.seed = seed
    }
  }

  /// What the measured pairs were.
  public struct Outcome: Sendable {
    /// Nanoseconds, by pair.
    public var base: [Int64]
    public var candidate: [Int64]
    /// Requests without an answer, of both.
    public var failures: [LoadFailure: Int]
    /// Answers with a status that is not accepted, of both.
    public var rejected: Int

    public init(base: [Int64] = [], candidate: [Int64] = [], failures: [LoadFailure: Int] = [:], rejected: Int = 0) {
      self.base = base
      self.candidate = candidate
      self.failures = failures
      self.rejected = rejected
    }

    var failed: Int { failures.values.reduce(0, +) }

    /// ln(candidate / base) of the pairs.
    public var ratios: PairedRatio {
      var ratios = PairedRatio()
      for (below, above) in zip(base, candidate) { ratios.add(base: Double(below), candidate: Double(above)) }
      return ratios
    }
  }

  private let base: Side
  private let candidate: Side
  private let requests: [LoadRequest]
  private let plan: Plan

  /// So many pairs are kept; then it ends.
  private static let mostPairs = 1_000_000
  /// It ends early with so many requests without an accepted answer.
  private static let mostFailures = 20

  /// - Throws: ``LoadPlanError/invalid(_:)``.
  public init(base: Side, candidate: Side, requests: [LoadRequest], plan: Plan) throws(LoadPlanError) {
    let load = LoadPlan(model: .closed(plan.duration), connections: 1, warmUp: plan.warmUp, timeout: plan.timeout)
    try load.validate(requests)
    self.base = base
    self.candidate = candidate
    self.requests = requests
    self.plan = plan
  }

  /// Measures on a thread of its own. Requests without an answer are counted, never thrown.
  /// - Parameter atBegin: called on that thread when the warm-up is over.
  /// - Throws: ``LoadPlanError``, `CancellationError`.
  public func run(atBegin: @escaping @Sendable () -> Void = {}) async throws -> Outcome {
    let start = LoadStart(threads: 1)
    let result = await withTaskCancellationHandler {
      await SocketLoad.onThread { measure(start, atBegin) }
    } onCancel: {
      start.stop()
    }
    try Task.checkCancellation()
    return try result.get()
  }

  private func measure(_ start: LoadStart, _ atBegin: () -> Void) -> Result<Outcome, LoadPlanError> {
    let addresses: [LoadAddress]
    do throws(LoadPlanError) {
      addresses = [try LoadAddress(host: base.host, port: base.port), try LoadAddress(host: candidate.host, port: candidate.port)]
    } catch {
      return .failure(error)
    }
    var exchanges = addresses.map { BlockingExchange(address: $0, timeout: plan.timeout) }
    var table = RequestTable(requests, thread: 0, of: 1, seed: plan.seed)
    var generator = SeededGenerator(seed: plan.seed)
    defer {
      for index in exchanges.indices { exchanges[index].release() }
      table.release()
    }
    var outcome = Outcome()
    let begin = LoadClock.now + LoadClock.nanoseconds(plan.warmUp)
    let end = begin + LoadClock.nanoseconds(plan.duration)
    let latest = begin + LoadClock.nanoseconds(plan.longest)
    var isWarm = false
    while !start.isStopped, outcome.base.count < Self.mostPairs, outcome.failed + outcome.rejected < Self.mostFailures {
      let now = LoadClock.now
      if now >= latest || (now >= end && outcome.base.count >= plan.fewestPairs) { break }
      if !isWarm, now >= begin {
        isWarm = true
        atBegin()
      }
      let entry = table.next()
      let first = Int(generator.next() & 1)
      var pair: [Int64] = [0, 0]
      var isComplete = true
      for side in [first, 1 - first] {
        switch exchanges[side].run(entry) {
        case .success(let answer):
          pair[side] = answer.latency
          if !entry.accepted.contains(answer.status) { outcome.rejected += 1 }
        case .failure(let failure):
          outcome.failures[failure, default: 0] += 1
          isComplete = false
        }
      }
      guard isWarm, isComplete else { continue }
      outcome.base.append(pair[0])
      outcome.candidate.append(pair[1])
    }
    return .success(outcome)
  }
}
