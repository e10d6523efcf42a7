/// Counts and sums of values by their place in the order of size (Fenwick, 1994).
struct FenwickTree {
  private var counts: [Double]
  private var sums: [Double]
  private var count = 0.0
  private var sum = 0.0

  init(count: Int) {
    counts = Array(repeating: 0, count: count + 1)
    sums = counts
  }

  mutating func add(_ value: Double, at place: Int) {
    var index = place + 1
    while index < counts.count {
      counts[index] += 1
      sums[index] += value
      index += index & -index
    }
    count += 1
    sum += value
  }

  /// The sum of distances from `value`, whose place is `place`, to all values that were added.
  func distance(of value: Double, at place: Int) -> Double {
    var countBelow = 0.0
    var sumBelow = 0.0
    var index = place + 1
    while index > 0 {
      countBelow += counts[index]
      sumBelow += sums[index]
      index -= index & -index
    }
    return value * (2 * countBelow - count) + sum - 2 * sumBelow
  }
}
