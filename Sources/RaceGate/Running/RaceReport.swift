import GateModel
import StepLanguage

/// What the rounds of a race showed.
public struct RaceReport: Sendable {
  /// An invariant that did not hold.
  public struct Violation: Sendable, Hashable {
    public var invariant: String
    public var location: SourceLocation
    /// In the first round in which it happened.
    public var message: String
    public var firstRound: Int
    public var rounds: Int
    /// What the requests of that round ended with.
    public var tally: String
    public var isCounter: Bool
    public var isHistory: Bool
    /// Of a step after the burst.
    public var evidence: [Evidence] = []
  }

  /// What one round showed, for the recording.
  struct Round: Sendable {
    var number: Int
    /// Of the release, by the indices of the requests.
    var order: [Int]
    var outcomes: [BurstOutcome]
    /// What did not hold.
    var broken: [String]
  }

  /// How far a ``PowerGoal`` is met.
  public struct Power: Sendable, Hashable {
    public var goal: PowerGoal
    /// With what `widen` adds.
    public var window: Duration
    /// Of the calibration's bursts, those with two requests within the window.
    public var hits: Int
    public var bursts: Int
    /// The least chance that a round hits, with 95 % confidence.
    public var chance: Double
    /// How many rounds the goal needs; nil where that is more than it allows.
    public var rounds: Int?
  }

  var calibration = BurstCalibration()
  public var power: Power?
  /// The rounds that broke something, and the last one.
  private(set) var recorded: [Round] = []
  /// Of each round, from the first to the last arrival that the target reported, in nanoseconds.
  public private(set) var arrivalSpreads: [Int64] = []
  public var rounds = 0
  /// Rounds in which at least two requests were in flight at one instant.
  public var overlappedRounds = 0
  /// The greatest number in flight at one instant in any round.
  public var peakInFlight = 0
  /// The longest time between the first and the last release of a round, in nanoseconds.
  public var widestRelease: Int64 = 0
  /// Rounds in which something did not hold.
  public var violatedRounds = 0
  public var requests = 0
  public var tally = OutcomeTally()
  public private(set) var violations: [Violation] = []

  public init() {}

  mutating func keep(_ round: Round) {
    if let last = recorded.last, last.broken.isEmpty { recorded.removeLast() }
    recorded.append(round)
  }

  mutating func noteArrivals(_ outcomes: [BurstOutcome]) {
    let arrivals = outcomes.compactMap(\.arrived)
    guard arrivals.count > 1, let first = arrivals.min(), let last = arrivals.max() else { return }
    arrivalSpreads.append(Int64(clamping: last - first))
  }

  mutating func add(_ invariant: Invariant, message: String, round: Int, outcomes: [BurstOutcome]) {
    if let index = violations.firstIndex(where: { $0.invariant == invariant.identity }) {
      violations[index].rounds += 1
      return
    }
    var violation = Violation(
      invariant: invariant.identity, location: invariant.location, message: message, firstRound: round, rounds: 1,
      tally: OutcomeTally(outcomes).text, isCounter: false, isHistory: false)
    if case .metric = invariant.kind { violation.isCounter = true }
    if case .linearizable = invariant.kind { violation.isHistory = true }
    violations.append(violation)
  }

  mutating func add(_ failure: StepFailure, round: Int, outcomes: [BurstOutcome]) {
    let identity = "after: \(failure.step): \(failure.subject)"
    if let index = violations.firstIndex(where: { $0.invariant == identity }) {
      violations[index].rounds += 1
      return
    }
    violations.append(
      Violation(
        invariant: identity, location: failure.location, message: "after the burst: \(failure)", firstRound: round, rounds: 1,
        tally: OutcomeTally(outcomes).text, isCounter: false, isHistory: false, evidence: failure.evidence))
  }

  /// Why the rounds prove nothing, or nil: requests that came one after the other find no race.
  public var weakness: String? {
    if let power, power.rounds == nil {
      return "a window of \(power.window) cannot be hit often enough: \(power.hits) of \(power.bursts) harmless bursts had two requests "
        + "within it, and \(power.goal.maximumRounds) rounds would still miss it with a chance above \(power.goal.miss). "
        + "Widen the window with 'widen', or allow more rounds with 'at-most'"
    }
    guard rounds > 0 else { return "no round ran" }
    guard overlappedRounds * 2 >= rounds else {
      return "only in \(overlappedRounds) of \(rounds) rounds were two requests in flight at the same time: nothing raced"
    }
    return nil
  }
}
