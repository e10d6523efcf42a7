/// Holm's step-down correction of several tests at once (Holm, 1979): the probability that any true hypothesis is rejected
/// stays below alpha, whatever the tests' dependence, and never fewer are rejected than by dividing alpha by their number.
public enum HolmCorrection {
  /// The corrected probabilities, in the order of `pValues`: what is at most alpha is rejected. A probability that is not a
  /// number counts as 1.
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let known = pValues.map { $0.isNaN ? 1 : min(max($0, 0), 1) }
    let order = known.indices.sorted { known[$0] == known[$1] ? $0 < $1 : known[$0] < known[$1] }
    var adjusted = known
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(known[index] * Double(known.count - rank), 1))
      adjusted[index] = largest
    }
    return adjusted
  }
}
