/// Which pairs of slices remain after those in which the service had to wait for a processor, and whether leaving them out
/// was fair.
///
/// A candidate that uses more processor time waits more often. Leaving its slices out would keep the lucky ones and hide just
/// what is looked for; therefore a pair goes as a whole, and where one side waits more often than the other the numbers are
/// no evidence.
public struct SliceSelection: Sendable, Hashable {
  public private(set) var kept: [SlicePair] = []
  /// Pairs in which only the base waited.
  public private(set) var baseWaited = 0
  /// Pairs in which only the candidate waited.
  public private(set) var candidateWaited = 0
  /// Pairs in which both did.
  public private(set) var bothWaited = 0

  public init() {}

  public mutating func add(_ pair: SlicePair, baseWaited: Bool, candidateWaited: Bool) {
    switch (baseWaited, candidateWaited) {
    case (false, false): kept.append(pair)
    case (true, false): self.baseWaited += 1
    case (false, true): self.candidateWaited += 1
    case (true, true): bothWaited += 1
    }
  }

  /// All pairs.
  public var count: Int { kept.count + baseWaited + candidateWaited + bothWaited }

  /// The share of pairs that are kept, 0 where there are none.
  public var keptShare: Double { count == 0 ? 0 : Double(kept.count) / Double(count) }

  /// The two-sided probability of sides that wait so unequally if waiting did not depend on the side: the exact test of
  /// the pairs in which only one waited (McNemar, 1947).
  public var pValue: Double {
    let discordant = baseWaited + candidateWaited
    guard let binomial = Binomial(trials: Int64(discordant), probability: 0.5) else { return 1 }
    return min(2 * binomial.cumulative(Int64(min(baseWaited, candidateWaited))), 1)
  }

  /// Why the pairs that are kept are no evidence, or nil where they are.
  ///
  /// - Parameters:
  ///   - fewest: so many pairs must be kept.
  ///   - alpha: sides that wait more unequally than chance would make them with this probability are no evidence.
  public func problem(fewest: Int = 20, alpha: Double = 0.001) -> AuditProblem? {
    guard kept.count >= fewest else { return .tooFewSlices(kept: kept.count, of: count, needed: fewest) }
    guard pValue >= alpha else { return .unequalWaiting(base: baseWaited, candidate: candidateWaited, pairs: count) }
    return nil
  }
}
