/// Which open operations stand for others: so many small ones for a large one.
///
/// A configuration that took large ones, where another took the small ones instead, can do whatever that one can. With this,
/// of all the ways in which operations of unknown outcome make up the same sum, the search follows one.
struct OpenExchanges: Sendable {
  struct Exchange: Sendable, Hashable {
    let large: Int
    let small: Int
    /// Small ones for a large one.
    let ratio: Int
  }

  /// With more it would take longer to compare than to search.
  static var mostGroups: Int { 12 }

  let exchanges: [Exchange]
  /// The bits of each group.
  private let masks: [[UInt64]]

  init(groups: [[Int32]], words: Int, slot: [Int32], count: (_ small: Int32, _ large: Int32) -> Int?) {
    var exchanges: [Exchange] = []
    if groups.count > 1, groups.count <= Self.mostGroups {
      for (large, members) in groups.enumerated() {
        for (small, others) in groups.enumerated() where small != large {
          guard let one = members.first, let other = others.first, let ratio = count(other, one) else { continue }
          exchanges.append(Exchange(large: large, small: small, ratio: ratio))
        }
      }
    }
    self.exchanges = exchanges
    masks =
      exchanges.isEmpty
      ? []
      : groups.map { members in
        var mask = [UInt64](repeating: 0, count: words)
        for operation in members { mask[Int(slot[Int(operation)]) >> 6] |= 1 << UInt64(slot[Int(operation)] & 63) }
        return mask
      }
  }

  var isEmpty: Bool { exchanges.isEmpty }

  /// Whether a configuration that took these can do whatever one can that took the others.
  /// - Parameter difference: the words of the one, and of the other.
  func covers(_ taken: (Int) -> UInt64, _ others: (Int) -> UInt64) -> Bool {
    // Of each group, how many more the one took; less than none are to spare.
    var more = masks.map { mask in
      var difference = 0
      for word in mask.indices where mask[word] != 0 {
        difference += (taken(word) & mask[word]).nonzeroBitCount - (others(word) & mask[word]).nonzeroBitCount
      }
      return difference
    }
    for exchange in exchanges where more[exchange.large] > 0 && more[exchange.small] < 0 {
      let count = min(more[exchange.large], -more[exchange.small] / exchange.ratio)
      more[exchange.large] -= count
      more[exchange.small] += count * exchange.ratio
    }
    return more.allSatisfy { $0 <= 0 }
  }
}
