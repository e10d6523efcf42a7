import Foundation

/// `power:`: how narrow a window must not be missed, and with which chance.
public struct PowerGoal: Sendable, Hashable {
  /// From the check to the act, without what `widen` adds.
  public var window: Duration
  /// The greatest chance of missing it that is accepted, above 0 and below 1.
  public var miss: Double
  /// More rounds than that are not run.
  public var maximumRounds: Int

  public init(window: Duration, miss: Double, maximumRounds: Int = 1_000) {
    self.window = window
    self.miss = miss
    self.maximumRounds = maximumRounds
  }

  /// How many rounds are needed where each round hits the window at least with this chance; nil where none is enough.
  public func rounds(hitting chance: Double) -> Int? {
    guard chance > 0 else { return nil }
    guard chance < 1 else { return 1 }
    let needed = (log(miss) / log(1 - chance)).rounded(.up)
    guard needed <= Double(maximumRounds) else { return nil }
    return max(1, Int(needed))
  }

  /// The chance that so many rounds all miss.
  public static func miss(after rounds: Int, hitting chance: Double) -> Double { pow(1 - min(max(chance, 0), 1), Double(rounds)) }
}
