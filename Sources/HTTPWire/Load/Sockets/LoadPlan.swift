/// What load is put on a target.
public struct LoadPlan: Sendable, Hashable {
  /// Who decides when a request begins.
  public enum Model: Sendable, Hashable {
    /// Each connection sends its next request when the answer is there. The load slows down with its target, so that latencies
    /// say nothing about a rate that the target cannot keep.
    case closed(Duration)
    /// Requests begin when they are due, and latency counts from there, also while they wait for a connection (no coordinated
    /// omission).
    case open(ArrivalPlan)
  }

  public var model: Model
  public var connections: Int
  /// Each has an equal part of the connections.
  public var threads: Int
  /// What comes first and is in no number; an open load runs at its first rate.
  public var warmUp: Duration
  /// How long a request may take from when it was sent.
  public var timeout: Duration
  public var connectTimeout: Duration
  /// How long an open load may go on after its end with what was due before.
  public var drain: Duration
  public var seed: UInt64

  public init(
    model: Model, connections: Int = 16, threads: Int = 1, warmUp: Duration = .zero, timeout: Duration = .seconds(10),
    connectTimeout: Duration = .seconds(5), drain: Duration = .seconds(1), seed: UInt64 = 1
  ) {
    self.model = model
    self.connections = connections
    self.threads = threads
    self.warmUp = warmUp
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.drain = drain
    self.seed = seed
  }

  /// The time of the load without its warm-up.
  var measured: Duration {
    switch model {
    case .closed(let duration): duration
    case .open(let arrivals): arrivals.duration
    }
  }

  /// The arrivals of an open load, its warm-up before them.
  var arrivals: ArrivalPlan? {
    guard case .open(var plan) = model else { return nil }
    if warmUp > .zero, let first = plan.stages.first {
      plan.stages.insert(ArrivalPlan.Stage(duration: warmUp, rate: first.from), at: 0)
    }
    return plan
  }

  private static let longest = Duration.seconds(86_400)
  private static let highestRate = 10_000_000.0

  func validate(_ requests: [LoadRequest]) throws(LoadPlanError) {
    guard (1...50_000).contains(connections) else { throw .invalid("\(connections) connections, 1 to 50000 are possible") }
    guard (1...min(connections, 64)).contains(threads) else {
      throw .invalid("\(threads) threads for \(connections) connections, 1 to \(min(connections, 64)) are possible")
    }
    guard measured > .zero, measured <= Self.longest else {
      throw .invalid("it lasts \(measured), more than 0 and up to a day is possible")
    }
    guard warmUp >= .zero, warmUp <= Self.longest, drain >= .zero, drain <= Self.longest else {
      throw .invalid("warm-up and drain must not be negative or longer than a day")
    }
    guard timeout > .zero, timeout <= Self.longest, connectTimeout > .zero, connectTimeout <= Self.longest else {
      throw .invalid("timeouts must be above 0 and not longer than a day")
    }
    if case .open(let plan) = model { try validate(plan) }
    guard !requests.isEmpty, requests.count <= 1_000 else { throw .invalid("\(requests.count) kinds of requests, 1 to 1000 are possible") }
    for request in requests {
      guard request.weight > 0, request.weight.isFinite else {
        throw .invalid("the weight of \(request.name) is \(request.weight), not above 0")
      }
      guard !request.variants.isEmpty, request.variants.allSatisfy({ !$0.isEmpty }) else { throw .invalid("\(request.name) has no bytes") }
    }
  }

  private func validate(_ plan: ArrivalPlan) throws(LoadPlanError) {
    for stage in plan.stages {
      let rates = [stage.from, stage.to]
      guard stage.duration > .zero, rates.allSatisfy({ $0 >= 0 && $0 <= Self.highestRate }) else {
        throw .invalid(
          "a stage of \(stage.duration) at \(stage.from) to \(stage.to) requests a second; more than 0 s, 0 to 10000000 are possible")
      }
    }
    guard plan.stages.reduce(0, { $0 + $1.arrivals }) >= 1 else { throw .invalid("no request is due in its stages") }
  }
}
