import Foundation

/// The rank-sum test of two independent samples, with the normal approximation, corrected for ties and continuity.
///
/// It answers whether two samples differ, not by how much; on raw latencies it calls every drift of the machine a
/// difference, so no gate decides by it. It is here to compare with.
public struct MannWhitney: Sendable, Hashable {
  /// How often a value of the first sample exceeds one of the second, ties counting one half.
  public let u: Double
  /// The two-sided probability of a difference this large without a cause.
  public let pValue: Double

  /// Nil where a sample is empty, or holds a value that is not a number.
  public init?(_ first: [Double], _ second: [Double]) {
    guard !first.isEmpty, !second.isEmpty, !(first + second).contains(where: \.isNaN) else { return nil }
    let pooled = (first.map { (value: $0, isFirst: true) } + second.map { (value: $0, isFirst: false) }).sorted { $0.value < $1.value }
    var rankSum = 0.0
    var tieTerm = 0.0
    var start = 0
    while start < pooled.count {
      var end = start
      while end < pooled.count, pooled[end].value == pooled[start].value { end += 1 }
      let tied = Double(end - start)
      let rank = Double(start + 1 + end) / 2
      rankSum += rank * Double(pooled[start..<end].count { $0.isFirst })
      tieTerm += tied * tied * tied - tied
      start = end
    }
    let n1 = Double(first.count)
    let n2 = Double(second.count)
    let n = n1 + n2
    u = rankSum - n1 * (n1 + 1) / 2
    let variance = n1 * n2 / 12 * (n + 1 - tieTerm / (n * (n - 1)))
    guard variance > 0 else {
      pValue = 1
      return
    }
    let distance = max(abs(u - n1 * n2 / 2) - 0.5, 0)
    pValue = min(erfc(distance / variance.squareRoot() / 2.0.squareRoot()), 1)
  }
}
