import HTTPWire
import PerfStatistics

/// Compares two revisions of a service, side by side, until it can say whether the candidate is slower.
///
/// Units are independent: for each both services are started anew, in a random order, on ports that the start finds. The
/// decisions of all quantities share one probability of a false alarm.
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
  }

  private static let wantedPairs = 200

  private let requests: [LoadRequest]
  private let unit: Duration
  private let warmUp: Duration
  private let seed: UInt64
  private let start: @Sendable (Role) async throws -> Running

  /// - Parameters:
  ///   - unit: how long the pairs of one unit are measured.
  ///   - start: starts one of the two and waits until it is ready.
  public init(
    requests: [LoadRequest], unit: Duration = .seconds(1), warmUp: Duration = .milliseconds(200), seed: UInt64,
    start: @escaping @Sendable (Role) async throws -> Running
  ) {
    self.requests = requests
    self.unit = unit
    self.warmUp = warmUp
    self.seed = seed
    self.start = start
  }

  /// - Parameter progress: called after each unit.
  /// - Throws: what `start` throws, ``LoadPlanError``, `CancellationError`.
  public func run(progress: @Sendable (ComparedUnit) -> Void = { _ in }) async throws -> ComparisonResult {
    var result = ComparisonResult(quantities: ComparedQuantity.allCases)
    while result.goesOn {
      let unit = try await measure(number: result.units)
      result.add(unit)
      progress(unit)
    }
    return result
  }

  private func measure(number: Int) async throws -> ComparedUnit {
    let seed = seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15
    var generator = SeededGenerator(seed: seed)
    let order: [Role] = Bool.random(using: &generator) ? [.base, .candidate] : [.candidate, .base]
    var running: [Role: Running] = [:]
    do {
      for role in order { running[role] = try await start(role) }
      guard let base = running[.base], let candidate = running[.candidate] else { throw CancellationError() }
      // On a busy machine a unit lasts longer, so that it says as much.
      let plan = AlternatingExchange.Plan(duration: unit, fewestPairs: Self.wantedPairs, warmUp: warmUp, seed: seed)
      let exchange = try AlternatingExchange(base: base.side, candidate: candidate.side, requests: requests, plan: plan)
      let meter = PairMeter(base: base.group, candidate: candidate.group)
      let outcome = try await exchange.run { meter.begin() }
      let times = meter.end()
      for role in order { await running[role]?.stop() }
      return ComparedUnit(outcome, baseTime: times?.base, candidateTime: times?.candidate)
    } catch {
      for service in running.values { await service.stop() }
      throw error
    }
  }
}
