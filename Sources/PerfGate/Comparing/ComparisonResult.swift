import PerfStatistics

/// What is known after some units, and whether more are needed.
public struct ComparisonResult: Sendable {
  public enum Verdict: String, Sendable, Hashable {
    case passed, failed, inconclusive
  }

  /// By quantity; a quantity that could not be measured has no units.
  public private(set) var decisions: [ComparedQuantity: SequentialDecision]
  public private(set) var units = 0
  public private(set) var pairs = 0
  public private(set) var baseLatency = LatencyHistogram()
  public private(set) var candidateLatency = LatencyHistogram()
  /// The largest of all units' pairs.
  public private(set) var waitShare: Double?
  /// The largest of all units' slices under load.
  public private(set) var loadWaitShare: Double?
  /// The base against itself.
  public private(set) var control = ControlSeries()
  /// Why a quantity could not be measured, where that is known.
  public private(set) var reasons: [ComparedQuantity: String] = [:]
  /// Why it ended without a decision, or nil.
  public private(set) var problem: String?

  /// Above it, absolute latencies say more about the machine than about the service.
  public static let largestWaitShare = 0.1

  public init(quantities: [ComparedQuantity]) {
    decisions = [:]
    for quantity in quantities { decisions[quantity] = SequentialDecision(plan: quantity.plan.shared(among: quantities.count)) }
  }

  /// Whether another unit may change the verdict: none failed, and one that is required is open.
  public var goesOn: Bool {
    guard problem == nil, !decisions.values.contains(where: { $0.outcome == .regressed }) else { return false }
    return required.contains { if case .goOn = $0 { true } else { false } }
  }

  private var required: [SequentialDecision.Outcome] { decisions.filter { $0.key.isRequired }.map(\.value.outcome) }

  /// Takes a unit. One with errors ends the comparison: an error is often answered faster than the work is done.
  public mutating func add(_ unit: ComparedUnit) {
    units += 1
    if let found = unit.problem {
      problem = "unit \(units): \(found)"
      return
    }
    pairs += unit.pairs
    for value in unit.base { baseLatency.record(value) }
    for value in unit.candidate { candidateLatency.record(value) }
    if let share = unit.waitShare { waitShare = max(waitShare ?? 0, share) }
    if let share = unit.load?.waitShare { loadWaitShare = max(loadWaitShare ?? 0, share) }
    control.add(unit.control)
    for quantity in ComparedQuantity.allCases {
      guard let decision = decisions[quantity], case .goOn = decision.outcome else { continue }
      guard let value = unit.logRatios[quantity] else {
        if quantity == .loadTail { reasons[quantity] = unit.load?.undecided }
        decisions[quantity]?.stop()
        continue
      }
      do { try decisions[quantity]?.add(value) } catch { decisions[quantity]?.stop() }
    }
  }

  /// A pass needs every required quantity that could be measured, the latency always; neither verdict stands where the base differs
  /// from itself.
  public var verdict: Verdict {
    guard control.problem == nil else { return .inconclusive }
    if decisions.values.contains(where: { $0.outcome == .regressed }) { return .failed }
    guard problem == nil, decisions[.latency]?.outcome == .notRegressed else { return .inconclusive }
    let measured = decisions.filter { $0.key.isRequired && !$0.value.units.isEmpty }
    return measured.values.allSatisfy { $0.outcome == .notRegressed } ? .passed : .inconclusive
  }
}
