import Foundation

/// Compares a high quantile of latency under load, from alternating slices.
///
/// A slice of 5 to 20 ms holds too few requests for a 99th percentile of its own (the quantile of 50 values is their largest,
/// whose expectation depends on how many there are), so the requests of all slices of a side are pooled, and the error
/// comes from drawing whole pairs of slices again: requests of one slice share its queue and are not independent.
///
/// Its value is a unit for ``SequentialDecision`` with ``SequentialPlan/tail``, which also covers what differs between two
/// starts of the same program; its own interval does not, and is for one start.
public struct TailComparison: Sendable {
  public let quantile: Double
  /// ln(candidate / base) of the pooled quantiles.
  public let logRatio: Double

  private let pairCount: Int
  private let base: Side
  private let candidate: Side

  /// - Parameters:
  ///   - pairs: the kept ones, see ``SliceSelection``.
  ///   - quantile: 0.5 and more, below 1.
  ///   - fewestBeyond: so many requests of each side must lie beyond the quantile. A unit of a sequential decision may do with fewer
  ///     than an interval from this start alone, since its error comes from other units.
  /// - Throws: ``SliceError``.
  public init(pairs: [SlicePair], quantile: Double = 0.99, fewestBeyond: Double = Self.fewestBeyond) throws(SliceError) {
    guard quantile >= 0.5, quantile < 1 else { throw .invalidQuantile(quantile) }
    self.quantile = quantile
    pairCount = pairs.count
    base = Side(pairs.map(\.base.latencies))
    candidate = Side(pairs.map(\.candidate.latencies))
    let beyond = min(base.count, candidate.count) * (1 - quantile)
    guard beyond >= fewestBeyond else {
      let needed = Int((fewestBeyond / (1 - quantile)).rounded(.up))
      throw .tooFewRequests(base: Int(base.count), candidate: Int(candidate.count), needed: needed)
    }
    guard let value = Self.logRatio(base, candidate, quantile, weights: [Int](repeating: 1, count: pairs.count)) else {
      throw .noRatio
    }
    logRatio = value
  }

  /// With fewer requests of each side beyond the quantile, resampling underestimates the error.
  public static let fewestBeyond = 20.0

  /// The interval of ln(candidate / base) in this start of the two; nil where there are fewer than eight pairs.
  public func logInterval(confidence: Double = 0.98, resamples: Int = 999, seed: UInt64) -> ConfidenceInterval? {
    PairedBlockBootstrap.interval(count: pairCount, confidence: confidence, resamples: resamples, seed: seed) { weights in
      Self.logRatio(base, candidate, quantile, weights: weights)
    }
  }

  private static func logRatio(_ base: Side, _ candidate: Side, _ quantile: Double, weights: [Int]) -> Double? {
    guard let below = base.quantile(quantile, weights: weights), let above = candidate.quantile(quantile, weights: weights) else {
      return nil
    }
    guard below > 0, above > 0 else { return nil }
    return log(Double(above) / Double(below))
  }

  /// One side's latencies, the largest first, so that a weighted quantile visits only those beyond it.
  private struct Side: Sendable {
    private let latencies: [Int64]
    private let slices: [Int]
    private let sizes: [Int]
    var count: Double { Double(latencies.count) }

    init(_ bySlice: [[Int64]]) {
      let all = bySlice.enumerated().flatMap { slice, values in values.map { (value: $0, slice: slice) } }
      let sorted = all.sorted { $0.value > $1.value }
      latencies = sorted.map(\.value)
      slices = sorted.map(\.slice)
      sizes = bySlice.map(\.count)
    }

    /// The smallest value at or below which the share `q` of all lies.
    func quantile(_ q: Double, weights: [Int]) -> Int64? {
      var total = 0
      for (size, weight) in zip(sizes, weights) { total += size * weight }
      guard total > 0 else { return nil }
      let rank = max((q * Double(total)).nextDown.rounded(.up), 1)
      let beyond = total - Int(rank)
      var seen = 0
      for index in latencies.indices {
        seen += weights[slices[index]]
        if seen > beyond { return latencies[index] }
      }
      return nil
    }
  }
}
