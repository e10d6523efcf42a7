/// Which members or items of one instance some keyword has looked at.
struct CoverageBits {
  private var first: UInt64 = 0
  /// From the 65th on.
  private var more: [UInt64] = []
  private var isComplete = false

  mutating func insertAll() { isComplete = true }

  mutating func insert(_ position: Int) {
    if position < 64 { return first |= 1 << UInt64(position) }
    let word = position / 64 - 1
    while more.count <= word { more.append(0) }
    more[word] |= 1 << UInt64(position % 64)
  }

  func contains(_ position: Int) -> Bool {
    if isComplete { return true }
    if position < 64 { return first & (1 << UInt64(position)) != 0 }
    let word = position / 64 - 1
    return word < more.count && more[word] & (1 << UInt64(position % 64)) != 0
  }

  mutating func merge(_ other: CoverageBits) {
    isComplete = isComplete || other.isComplete
    first |= other.first
    while more.count < other.more.count { more.append(0) }
    for (word, bits) in other.more.enumerated() { more[word] |= bits }
  }
}
