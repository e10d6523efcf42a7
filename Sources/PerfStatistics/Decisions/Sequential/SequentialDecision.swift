import Foundation

/// Decides, one unit at a time, whether a candidate is slower than its base.
///
/// A unit is one independent repetition (both processes restarted), and its value the logarithm of candidate over base; see
/// ``PairedRatio/median``. At each of the plan's looks the trimmed mean of all units so far is taken with its winsorised
/// error and Student's t. A slowdown is called when the lower bound lies above the margin; it is excluded when the upper
/// bound lies below the tolerance; else measuring goes on until the last look.
///
/// Bounds at a look hold together over all looks (repeated confidence intervals; Jennison and Turnbull, 1989), so that it does
/// no harm to stop whenever one answers.
public struct SequentialDecision: Sendable, Hashable {
  /// Where the decision stands.
  public enum Outcome: Sendable, Hashable {
    /// This many more units are needed before the next look.
    case goOn(units: Int)
    /// Slower than the margin.
    case regressed
    /// Not slower than the tolerance.
    case notRegressed
    /// Nothing was shown. This slowdown, as a share, would have been called with the plan's power; infinite where there were
    /// too few units to say.
    case inconclusive(smallestSlowdown: Double)
  }

  public let plan: SequentialPlan
  /// ln(candidate / base) of each unit.
  public private(set) var units: [Double] = []
  public private(set) var looks: [SequentialLook] = []
  public private(set) var outcome: Outcome

  public init(plan: SequentialPlan) {
    self.plan = plan
    outcome = .goOn(units: plan.looks.first ?? 0)
  }

  /// Takes one unit's ln(candidate / base).
  /// - Throws: ``SequentialError/unusableUnit(_:)`` and ``SequentialError/alreadyDecided``; nothing is taken then.
  @discardableResult
  public mutating func add(_ logRatio: Double) throws(SequentialError) -> Outcome {
    guard case .goOn = outcome else { throw .alreadyDecided }
    guard logRatio.isFinite else { throw .unusableUnit(units.count + 1) }
    units.append(logRatio)
    outcome = nextOutcome()
    return outcome
  }

  /// Ends the decision where it stands, for example since the time is over; a decision that was made stays.
  @discardableResult
  public mutating func stop() -> Outcome {
    guard case .goOn = outcome else { return outcome }
    outcome = .inconclusive(smallestSlowdown: smallestSlowdownNow ?? .infinity)
    return outcome
  }

  /// What a look at the units so far would have called, at the level of the look that is due next.
  private var smallestSlowdownNow: Double? {
    guard plan.levels.indices.contains(looks.count) else { return nil }
    guard let level = LookLevel(units: units.count, share: plan.levels[looks.count].share, plan: plan) else { return nil }
    return SequentialLook(units: units, level: level, plan: plan)?.smallestSlowdown
  }

  private mutating func nextOutcome() -> Outcome {
    let number = looks.count
    guard plan.looks.indices.contains(number), plan.levels.indices.contains(number) else {
      return .inconclusive(smallestSlowdown: .infinity)
    }
    let due = plan.looks[number]
    guard units.count >= due else { return .goOn(units: due - units.count) }
    guard let look = SequentialLook(units: units, level: plan.levels[number], plan: plan) else {
      return .inconclusive(smallestSlowdown: .infinity)
    }
    looks.append(look)
    if look.lower > plan.logMargin { return .regressed }
    if look.upper < plan.logTolerance { return .notRegressed }
    guard plan.looks.indices.contains(number + 1) else { return .inconclusive(smallestSlowdown: look.smallestSlowdown) }
    return .goOn(units: plan.looks[number + 1] - units.count)
  }

  /// The smallest alpha with which a slowdown would have been called at a look that was taken, 1 where none was: a sequential
  /// p-value, which may be corrected like any other (Liu and Anderson, 2008).
  public var pValue: Double { looks.map(\.pValue).min() ?? 1 }

  /// Candidate over base with the bounds of the last look; nil before the first.
  public var ratio: ConfidenceInterval? {
    guard let look = looks.last else { return nil }
    return ConfidenceInterval(
      estimate: exp(look.mean.estimate), lower: exp(look.lower), upper: exp(look.upper), confidence: 1 - plan.failAlpha - plan.passAlpha)
  }
}
