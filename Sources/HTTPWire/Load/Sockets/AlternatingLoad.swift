import CLinux
import PerfStatistics

/// Short slices of a closed load that alternate between a base and a candidate, in a random order within each pair of slices: the
/// machine does to one what it does to the other some milliseconds later, and each is alone while it is measured.
///
/// Single requests (``AlternatingExchange``) do not see what requests do to each other; slices do. A slice ends when its last answer
/// has come, so that no work of one side is measured with the other.
public struct AlternatingLoad: Sendable {
  public struct Plan: Sendable, Hashable {
    /// Requests at the same time.
    public var connections: Int
    /// How long requests begin in a slice.
    public var slice: Duration
    /// How long pairs of slices are begun at least.
    public var duration: Duration
    /// It goes on until both sides answered so many requests, but not longer than `longest`.
    public var fewestRequests: Int
    public var longest: Duration
    /// How long slices alternate before, in no number.
    public var warmUp: Duration
    /// How long one request may take.
    public var timeout: Duration
    public var seed: UInt64

    public init(
      connections: Int = 8, slice: Duration = .milliseconds(10), duration: Duration = .milliseconds(600), fewestRequests: Int = 600,
      longest: Duration = .milliseconds(2_000), warmUp: Duration = .milliseconds(60), timeout: Duration = .seconds(5), seed: UInt64
    ) {
      self.connections = connections
      self.slice = slice
      self.duration = duration
      self.fewestRequests = fewestRequests
      self.longest = max(longest, duration)
      self.warmUp = warmUp
      self.timeout = timeout
      self.seed = seed
    }
  }

  /// What the processes of one side ran and waited for a processor, in nanoseconds, since some moment of the past.
  public struct Reading: Sendable, Hashable {
    public var ran: Double
    public var waited: Double

    public init(ran: Double, waited: Double) {
      self.ran = ran
      self.waited = waited
    }
  }

  private let sides: [AlternatingExchange.Side]
  private let requests: [LoadRequest]
  private let plan: Plan

  /// So many pairs of slices are kept; then it ends.
  private static let mostPairs = 10_000
  /// It ends early with so many requests without an accepted answer.
  private static let mostFailures = 20

  /// - Throws: ``LoadPlanError/invalid(_:)``.
  public init(
    base: AlternatingExchange.Side, candidate: AlternatingExchange.Side, requests: [LoadRequest], plan: Plan
  ) throws(LoadPlanError) {
    let load = LoadPlan(model: .closed(plan.duration), connections: plan.connections, warmUp: plan.warmUp, timeout: plan.timeout)
    try load.validate(requests)
    guard plan.slice > .zero, plan.slice <= .seconds(1), plan.connections <= SliceLoop.mostConnections else {
      throw .invalid(
        "slices of \(plan.slice) with \(plan.connections) connections; up to 1 s and \(SliceLoop.mostConnections) connections are possible")
    }
    sides = [base, candidate]
    self.requests = requests
    self.plan = plan
  }

  /// Measures on a thread of its own. Requests without an answer are counted, never thrown.
  ///
  /// - Parameter read: reads the processor time of a side, 0 for the base and 1 for the candidate, on that thread, while nothing is
  ///   in flight; nil where nobody counts.
  /// - Throws: ``LoadPlanError``, `CancellationError`.
  public func run(read: @escaping @Sendable (Int) -> Reading? = { _ in nil }) async throws -> AlternatingLoadOutcome {
    let start = LoadStart(threads: 1)
    let result = await withTaskCancellationHandler {
      await SocketLoad.onThread { measure(start, read) }
    } onCancel: {
      start.stop()
    }
    try Task.checkCancellation()
    return try result.get()
  }

  private func measure(_ start: LoadStart, _ read: (Int) -> Reading?) -> Result<AlternatingLoadOutcome, LoadPlanError> {
    var loops: [SliceLoop] = []
    defer { for index in loops.indices { loops[index].release() } }
    do throws(LoadPlanError) {
      for side in sides {
        let address = try LoadAddress(host: side.host, port: side.port)
        loops.append(try SliceLoop(address: address, requests: requests, plan: plan))
      }
    } catch {
      return .failure(error)
    }
    clinux_exact_timers()
    var generator = SeededGenerator(seed: plan.seed)
    var outcome = AlternatingLoadOutcome()
    let begin = LoadClock.now + LoadClock.nanoseconds(plan.warmUp)
    let end = begin + LoadClock.nanoseconds(plan.duration)
    let latest = begin + LoadClock.nanoseconds(plan.longest)
    var readings: [Reading?] = [nil, nil]
    while !start.isStopped, outcome.pairs.count < Self.mostPairs, outcome.failed + outcome.rejected < Self.mostFailures {
      let now = LoadClock.now
      if now >= latest || (now >= end && outcome.fewestRequests >= plan.fewestRequests) { break }
      let first = Int(generator.next() & 1)
      var slices = [SliceTally(), SliceTally()]
      for side in [first, 1 - first] {
        // A slice's processor time goes until the next of its side begins: what is done after an answer belongs to it as well.
        let reading = read(side)
        outcome.close(side, from: readings[side], to: reading)
        readings[side] = reading
        slices[side] = loops[side].run(for: plan.slice, isStopped: { start.isStopped })
        outcome.note(slices[side])
      }
      if now >= begin { outcome.open(base: slices[0], candidate: slices[1]) }
    }
    for side in 0...1 { outcome.close(side, from: readings[side], to: read(side)) }
    return .success(outcome)
  }
}
