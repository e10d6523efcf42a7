import HTTPWire
import PerfStatistics

/// What comparisons of a service with itself say about a machine: how often it calls a slowdown that cannot be there, and how small
/// a one it can show.
public struct SelfTest: Sendable {
  /// Comparisons that came to an end, of the same thing.
  public private(set) var comparisons = 0
  /// Those that called a slowdown.
  public private(set) var falseAlarms = 0
  public private(set) var passed = 0
  /// Why comparisons were no evidence, by how often.
  public private(set) var problems: [String: Int] = [:]
  /// ln(one / other) of all units, also of a comparison that did not come to its end.
  public private(set) var units: [Double] = []

  public init() {}

  /// - Parameter isComplete: false where the time was over before it decided.
  public mutating func add(_ result: ComparisonResult, isComplete: Bool) {
    units += result.decisions[.latency]?.units ?? []
    if let problem = result.problem { problems[problem, default: 0] += 1 }
    guard isComplete, result.problem == nil else { return }
    comparisons += 1
    if result.verdict == .failed { falseAlarms += 1 }
    if result.verdict == .passed { passed += 1 }
  }

  public var inconclusive: Int { comparisons - falseAlarms - passed }

  /// The measured rate of false alarms with Wilson's interval; nil where no comparison came to its end.
  public var falseAlarmRate: ConfidenceInterval? { comparisons > 0 ? WilsonInterval.of(falseAlarms, among: comparisons) : nil }

  /// What the plan makes of units drawn from all that were measured; nil where there are too few.
  ///
  /// Which of two equal services was called the base is chance, so each unit counts both ways round: else what a few units happen
  /// to have in common would be drawn again and again, and taken for what the machine does.
  public func noise(seed: UInt64) -> MachineNoise? {
    let plan = ComparedQuantity.latency.plan.shared(among: ComparedQuantity.allCases.count)
    guard let first = plan.looks.first, units.count >= first else { return nil }
    return MachineNoise(units: units + units.map { -$0 }, plan: plan, seed: seed)
  }

  /// One service over the other, which should hold 1; nil where there are too few units.
  public var ratio: ConfidenceInterval? { MachineNoise(units: units, plan: .latency, runs: 1, seed: 1)?.ratio }

  /// Compares again and again.
  ///
  /// - Parameters:
  ///   - runs: so many comparisons at most.
  ///   - isOver: asked before each unit.
  ///   - start: starts an instance of the service.
  /// - Throws: as `ServiceComparison.run`.
  public static func run(
    _ requests: [LoadRequest], extent: ServiceComparison.Extent, runs: Int, seed: UInt64, isOver: @escaping @Sendable () -> Bool,
    start: @escaping @Sendable (ServiceComparison.Role) async throws -> ServiceComparison.Running
  ) async throws -> SelfTest {
    var test = SelfTest()
    for run in 0..<max(runs, 0) where !isOver() {
      let comparison = ServiceComparison(
        requests: requests, extent: extent, seed: seed &+ UInt64(run) &* 0x2545_f491_4f6c_dd1d, start: start)
      let result = try await comparison.run(isOver: isOver)
      test.add(result, isComplete: !result.goesOn)
    }
    return test
  }
}
