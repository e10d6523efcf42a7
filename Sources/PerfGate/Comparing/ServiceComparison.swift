import HTTPWire
import PerfStatistics

/// Compares two revisions of a service, side by side, until it can say whether the candidate is slower.
///
/// Units are independent: for each both services are started anew, in a random order, on ports that the start finds, and with them
/// another instance of the base, as a control. The decisions of all quantities share one probability of a false alarm.
public struct ServiceComparison: Sendable {
  /// A service that was started for one unit.
  public struct Running: Sendable {
    public var side: AlternatingExchange.Side
    /// Its process group, for its processor time; nil where that is unknown.
    public var group: Int32?
    public var stop: @Sendable () async -> Void

    public init(side: AlternatingExchange.Side, group: Int32?, stop: @escaping @Sendable () async -> Void) {
      self.side = side
      self.group = group
      self.stop = stop
    }
  }

  public enum Role: String, Sendable, Hashable, CaseIterable {
    case base, candidate
    /// Another instance of the base.
    case control
  }

  /// What is measured in a unit besides the pairs.
  public struct Extent: Sendable, Hashable {
    /// How long the pairs of one unit are measured.
    public var unit: Duration
    public var warmUp: Duration
    /// Requests at the same time in the slices under load; none where it is 0.
    public var connections: Int
    /// Whether the base is compared with another instance of itself too.
    public var hasControl: Bool

    public init(
      unit: Duration = .seconds(1), warmUp: Duration = .milliseconds(200), connections: Int = 8, hasControl: Bool = true
    ) {
      self.unit = unit
      self.warmUp = warmUp
      self.connections = connections
      self.hasControl = hasControl
    }
  }

  private static let wantedPairs = 200

  private let requests: [LoadRequest]
  private let extent: Extent
  private let seed: UInt64
  private let start: @Sendable (Role) async throws -> Running

  /// - Parameters:
  ///   - start: starts one of them and waits until it is ready.
  public init(
    requests: [LoadRequest], extent: Extent = Extent(), seed: UInt64, start: @escaping @Sendable (Role) async throws -> Running
  ) {
    self.requests = requests
    self.extent = extent
    self.seed = seed
    self.start = start
  }

  /// - Parameters:
  ///   - isOver: asked before each unit; it ends undecided where the time is over.
  ///   - progress: called after each unit.
  /// - Throws: what `start` throws, ``LoadPlanError``, `CancellationError`.
  public func run(
    isOver: @Sendable () -> Bool = { false }, progress: @Sendable (ComparedUnit) -> Void = { _ in }
  ) async throws -> ComparisonResult {
    var result = ComparisonResult(quantities: ComparedQuantity.allCases)
    while result.goesOn, !isOver() {
      let unit = try await measure(number: result.units)
      result.add(unit)
      progress(unit)
    }
    return result
  }

  private func measure(number: Int) async throws -> ComparedUnit {
    let seed = seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15
    var generator = SeededGenerator(seed: seed)
    let order = (extent.hasControl ? Role.allCases : [.base, .candidate]).shuffled(using: &generator)
    var running: [Role: Running] = [:]
    do {
      for role in order { running[role] = try await start(role) }
      guard let base = running[.base], let candidate = running[.candidate] else { throw CancellationError() }
      let unit = try await measure(base, candidate, control: running[.control], seed: seed)
      for role in order { await running[role]?.stop() }
      return unit
    } catch {
      for service in running.values { await service.stop() }
      throw error
    }
  }

  private func measure(_ base: Running, _ candidate: Running, control: Running?, seed: UInt64) async throws -> ComparedUnit {
    // On a busy machine a unit lasts longer, so that it says as much.
    var plan = AlternatingExchange.Plan(duration: extent.unit, fewestPairs: Self.wantedPairs, warmUp: extent.warmUp, seed: seed)
    let exchange = try AlternatingExchange(base: base.side, candidate: candidate.side, requests: requests, plan: plan)
    let meter = PairMeter(base: base.group, candidate: candidate.group)
    let outcome = try await exchange.run { meter.begin() }
    let times = meter.end()
    var controlled: AlternatingExchange.Outcome?
    if let control {
      plan.duration = extent.unit / 4
      plan.warmUp = extent.warmUp / 4
      plan.seed = seed &+ 1
      controlled = try await AlternatingExchange(base: base.side, candidate: control.side, requests: requests, plan: plan).run()
    }
    let load = extent.connections > 0 ? try await loaded(base, candidate, seed: seed &+ 2) : nil
    return ComparedUnit(outcome, baseTime: times?.base, candidateTime: times?.candidate, load: load, control: controlled)
  }

  private func loaded(_ base: Running, _ candidate: Running, seed: UInt64) async throws -> LoadedUnit {
    let plan = AlternatingLoad.Plan(connections: extent.connections, duration: extent.unit * 0.6, warmUp: extent.warmUp * 0.3, seed: seed)
    let load = try AlternatingLoad(base: base.side, candidate: candidate.side, requests: requests, plan: plan)
    let meters = [base.group, candidate.group].map { $0.flatMap { GroupMeter(group: $0) } }
    let outcome = try await load.run { side in
      meters[side]?.read().map { AlternatingLoad.Reading(ran: $0.ran, waited: $0.waited) }
    }
    return LoadedUnit(outcome)
  }
}
