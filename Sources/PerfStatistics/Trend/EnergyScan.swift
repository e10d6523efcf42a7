/// Finds where a segment of a series divides best into two, by the energy distance with index 1: how much farther values of
/// different sides lie from each other than values of the same side (Székely and Rizzo, 2005).
///
/// Distances of numbers follow from counts and sums of what is smaller, which a Fenwick tree keeps; a scan of n values takes
/// O(n log n) steps instead of the O(n²) of a table of distances, and a permutation only renews the order.
struct EnergyScan: Sendable {
  /// Where the right side begins, from 0 in the segment, and how different the sides are.
  struct Split: Sendable, Hashable {
    var index: Int
    var statistic: Double
  }

  /// The value at each place of the order of size.
  private let sorted: [Double]
  /// By place in the order of size, the sum of distances to all values.
  private let totals: [Double]
  /// The sum of distances of all pairs.
  private let whole: Double
  /// By position in the series, the place in the order of size.
  let places: [Int]

  init(_ values: ArraySlice<Double>) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    sorted = order.map { values[$0] }
    var places = [Int](repeating: 0, count: values.count)
    for (place, index) in order.enumerated() { places[index - values.startIndex] = place }
    self.places = places
    let sum = sorted.reduce(0, +)
    var below = 0.0
    var totals: [Double] = []
    totals.reserveCapacity(sorted.count)
    for (place, value) in sorted.enumerated() {
      let above = sum - below - value
      totals.append(value * Double(2 * place + 1 - sorted.count) - below + above)
      below += value
    }
    self.totals = totals
    whole = totals.reduce(0, +) / 2
  }

  /// The best split of the series in the order that `places` gives, with at least `smallest` values on each side; nil where
  /// there are too few.
  ///
  /// The statistic is m n / (m + n) times the energy distance, with unbiased means within the sides (Matteson and James, 2014,
  /// equation 6).
  func best(_ places: [Int], smallest: Int) -> Split? {
    let count = places.count
    guard smallest >= 2, count >= 2 * smallest else { return nil }
    var tree = FenwickTree(count: count)
    var within = 0.0
    var across = 0.0
    var best: Split?
    for (index, place) in places.enumerated() {
      let value = sorted[place]
      let toLeft = tree.distance(of: value, at: place)
      within += toLeft
      across += totals[place] - 2 * toLeft
      tree.add(value, at: place)
      let left = Double(index + 1)
      let right = Double(count - index - 1)
      guard index + 1 >= smallest, count - index - 1 >= smallest else { continue }
      let rest = whole - within - across
      let energy = 2 * across / (left * right) - 2 * within / (left * (left - 1)) - 2 * rest / (right * (right - 1))
      let statistic = left * right / (left + right) * energy
      if statistic > best?.statistic ?? -.infinity { best = Split(index: index + 1, statistic: statistic) }
    }
    return best
  }
}
