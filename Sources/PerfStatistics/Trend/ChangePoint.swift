/// Where a series changed its level.
public struct ChangePoint: Sendable, Hashable {
  /// The index of the first value of the new level.
  public let index: Int
  /// The new level minus the old one, each the trimmed mean between this change and its neighbours, with Welch's interval.
  public let change: ConfidenceInterval
  /// The share of permutations in which some split was as good.
  public let pValue: Double
}
