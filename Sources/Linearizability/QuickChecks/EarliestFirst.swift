/// A heap of times, the earliest first (Williams, "Algorithm 232: Heapsort", 1964).
struct EarliestFirst {
  private var times: [Int] = []

  var first: Int? { times.first }

  mutating func insert(_ time: Int) {
    times.append(time)
    var child = times.count - 1
    while child > 0, times[child] < times[(child - 1) / 2] {
      times.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> Int? {
    guard let first = times.first, let last = times.popLast() else { return nil }
    guard !times.isEmpty else { return first }
    times[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < times.count && times[child] < times[least] { least = child }
      if least == parent { return first }
      times.swapAt(parent, least)
      parent = least
    }
  }
}
