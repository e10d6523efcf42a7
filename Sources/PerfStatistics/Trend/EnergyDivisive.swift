/// Finds all changes of level, spread or shape in a series: E-divisive (Matteson and James, "A Nonparametric Approach for
/// Multiple Change Point Analysis of Multivariate Data", JASA 109, 2014), hierarchical bisection with a permutation test.
///
/// The best split of all segments is tested by permuting the values within the segments; if no more than the share
/// `significance` of permutations has as good a split, it is a change, and its segment becomes two. It assumes no distribution,
/// but that values without a change are exchangeable: give it ratios to a control of the same session, not raw times.
///
/// Both sides of a split reach to the ends of their segment. The paper also lets the right side end early; but then three
/// values of the new level at the end of fifty are no rarer among permutations than three anywhere, 48 places instead of 2,
/// and a change could not be shown within three commits.
public struct EnergyDivisive: Sendable, Hashable {
  /// The share of series without a change in which one is found, at most.
  public var significance: Double
  /// Permutations for each test; rounded up so that `significance` can be reached.
  public var permutations: Int
  /// The fewest values of a level, at least 2.
  public var smallestSegment: Int
  /// Changes by less than this, in the unit of the values, are not reported and end the search like insignificant ones.
  public var smallestChange: Double
  public var seed: UInt64

  /// So many values are searched at once.
  public static let limit = 5_000
  private static let mostPermutations = 100_000

  public init(
    significance: Double = 0.01, permutations: Int = 999, smallestSegment: Int = 3, smallestChange: Double = 0, seed: UInt64 = 1
  ) {
    self.significance = significance
    self.permutations = permutations
    self.smallestSegment = smallestSegment
    self.smallestChange = smallestChange
    self.seed = seed
  }

  /// The changes, by index.
  /// - Throws: ``TrendError``.
  public func changes(in values: [Double]) throws(TrendError) -> [ChangePoint] {
    guard values.count <= Self.limit else { throw .tooManyValues(values.count, limit: Self.limit) }
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw .unusableValue(index: index) }
    var generator = SeededGenerator(seed: seed)
    var segments = [Segment(values, 0..<values.count, smallest: shortest)]
    var found: [(index: Int, pValue: Double)] = []
    while let best = bestSegment(of: segments), let split = segments[best].split {
      guard let pValue = test(segments, against: split.statistic, using: &generator) else { break }
      let range = segments[best].range
      let middle = range.lowerBound + split.index
      if smallestChange > 0,
        abs(Self.median(values[middle..<range.upperBound]) - Self.median(values[range.lowerBound..<middle])) < smallestChange
      {
        break
      }
      found.append((middle, pValue))
      segments[best] = Segment(values, range.lowerBound..<middle, smallest: shortest)
      segments.append(Segment(values, middle..<range.upperBound, smallest: shortest))
    }
    return describe(found.sorted { $0.index < $1.index }, in: values)
  }

  private var shortest: Int { max(smallestSegment, 2) }

  private struct Segment {
    let range: Range<Int>
    let scan: EnergyScan
    let split: EnergyScan.Split?

    init(_ values: [Double], _ range: Range<Int>, smallest: Int) {
      self.range = range
      scan = EnergyScan(values[range])
      split = scan.best(scan.places, smallest: smallest)
    }
  }

  private func bestSegment(of segments: [Segment]) -> Int? {
    let scores = segments.map { $0.split?.statistic ?? -.infinity }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] > 0 else { return nil }
    return best
  }

  /// The share of permutations with as good a split, or nil as soon as it must exceed the significance.
  private func test(_ segments: [Segment], against statistic: Double, using generator: inout SeededGenerator) -> Double? {
    guard significance > 0, significance < 1 else { return nil }
    let rounds = min(max(permutations, Int((1 / significance).rounded(.up)) - 1), Self.mostPermutations)
    let allowed = significance * Double(rounds + 1)
    // Values that are equal up to rounding must not make permutations better by rounding.
    let threshold = statistic * (1 - 1e-9)
    var asGood = 0
    var orders = segments.map(\.scan.places)
    for _ in 0..<rounds {
      for (number, segment) in segments.enumerated() where segment.split != nil {
        orders[number].shuffle(using: &generator)
        guard let split = segment.scan.best(orders[number], smallest: shortest), split.statistic >= threshold else { continue }
        asGood += 1
        guard Double(asGood + 1) <= allowed else { return nil }
        break
      }
    }
    return Double(asGood + 1) / Double(rounds + 1)
  }

  private func describe(_ found: [(index: Int, pValue: Double)], in values: [Double]) -> [ChangePoint] {
    let edges = [0] + found.map(\.index) + [values.count]
    return found.enumerated().map { number, point in
      let before = Array(values[edges[number]..<point.index])
      let after = Array(values[point.index..<edges[number + 2]])
      return ChangePoint(index: point.index, change: LevelChange.interval(from: before, to: after), pValue: point.pValue)
    }
  }

  static func median(_ values: ArraySlice<Double>) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
