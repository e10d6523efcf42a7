/// Connections that wait for a request, the longest first.
struct IdleRing {
  private var slots: [Int32]
  private var first = 0
  private(set) var count = 0

  init(capacity: Int) { slots = Array(repeating: 0, count: max(capacity, 1)) }

  var isEmpty: Bool { count == 0 }

  mutating func put(_ index: Int) {
    guard count < slots.count else { return }
    let end = first + count
    slots[end < slots.count ? end : end - slots.count] = Int32(truncatingIfNeeded: index)
    count += 1
  }

  mutating func take() -> Int? {
    guard count > 0 else { return nil }
    let index = Int(slots[first])
    first = first + 1 == slots.count ? 0 : first + 1
    count -= 1
    return index
  }

  /// Takes one out of the middle, which is rare.
  mutating func remove(_ index: Int) {
    for _ in 0..<count {
      guard let other = take() else { return }
      if other != index { put(other) }
    }
  }
}
