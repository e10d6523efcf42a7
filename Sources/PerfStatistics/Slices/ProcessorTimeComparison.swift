import Foundation

/// Compares the processor time that the service used for each request, from alternating slices: the ratio of two ratios of
/// sums, since the mean of the slices' ratios would be biased by slices with few requests (Cochran, "Sampling Techniques", 6).
///
/// Processor time does not grow with waiting, so it also shows slowdowns on a busy machine that latency cannot. Its value is a
/// unit for ``SequentialDecision`` with ``SequentialPlan/processorTime``.
public struct ProcessorTimeComparison: Sendable {
  /// ln(candidate / base) of the processor time for each request.
  public let logRatio: Double
  /// Nanoseconds for each request.
  public let base: Double
  /// Nanoseconds for each request.
  public let candidate: Double

  private let pairs: [SlicePair]

  /// - Throws: ``SliceError``.
  public init(pairs: [SlicePair]) throws(SliceError) {
    let baseRequests = pairs.reduce(0) { $0 + $1.base.requests }
    let candidateRequests = pairs.reduce(0) { $0 + $1.candidate.requests }
    guard min(baseRequests, candidateRequests) >= Self.fewestRequests else {
      throw .tooFewRequests(base: baseRequests, candidate: candidateRequests, needed: Self.fewestRequests)
    }
    let weights = [Int](repeating: 1, count: pairs.count)
    let before = Self.perRequest(pairs.map(\.base), weights)
    let after = Self.perRequest(pairs.map(\.candidate), weights)
    guard before > 0, after > 0, before.isFinite, after.isFinite else { throw .noRatio }
    base = before
    candidate = after
    logRatio = log(after / before)
    self.pairs = pairs
  }

  /// Fewer requests of a side than this are not compared.
  public static let fewestRequests = 100

  /// The interval of ln(candidate / base) in this start of the two; nil where there are fewer than eight pairs.
  public func logInterval(confidence: Double = 0.98, resamples: Int = 999, seed: UInt64) -> ConfidenceInterval? {
    let bases = pairs.map(\.base)
    let candidates = pairs.map(\.candidate)
    return PairedBlockBootstrap.interval(count: pairs.count, confidence: confidence, resamples: resamples, seed: seed) { weights in
      log(Self.perRequest(candidates, weights) / Self.perRequest(bases, weights))
    }
  }

  private static func perRequest(_ slices: [LoadSlice], _ weights: [Int]) -> Double {
    var time = 0.0
    var requests = 0.0
    for (slice, weight) in zip(slices, weights) where weight > 0 {
      time += Double(slice.processorTime) * Double(weight)
      requests += Double(slice.requests) * Double(weight)
    }
    return time / requests
  }
}
