/// The invocations and completions of a history in their order, as a list from which an operation can be taken out and
/// put back at the same place.
///
/// Entry 2i is the invocation of operation i and 2i + 1 its completion; the last entry is the end.
struct EventList {
  private var next: [Int]
  private var previous: [Int]
  private let head: Int
  let end: Int

  /// - Parameter intervals: of each operation, the positions of its invocation and of its completion, if it has one.
  init(intervals: [(invoked: Int, returned: Int?)]) {
    end = intervals.count * 2
    head = end + 1
    next = Array(repeating: end, count: end + 2)
    previous = Array(repeating: head, count: end + 2)
    var entries: [(position: Int, entry: Int)] = []
    for (index, interval) in intervals.enumerated() {
      entries.append((interval.invoked, index * 2))
      if let returned = interval.returned { entries.append((returned, index * 2 + 1)) }
    }
    // At the same position an invocation comes first, so that the two operations overlap and either order is allowed.
    entries.sort { ($0.position, $0.entry & 1) < ($1.position, $1.entry & 1) }
    var last = head
    for (_, entry) in entries {
      link(last, entry)
      last = entry
    }
    link(last, end)
  }

  var first: Int { next[head] }

  func after(_ entry: Int) -> Int { next[entry] }

  /// Takes operation `index` out.
  mutating func lift(_ index: Int, completed: Bool) {
    unlink(index * 2)
    if completed { unlink(index * 2 + 1) }
  }

  /// Puts operation `index`, the last one that was taken out, back.
  mutating func unlift(_ index: Int, completed: Bool) {
    if completed { relink(index * 2 + 1) }
    relink(index * 2)
  }

  private mutating func link(_ left: Int, _ right: Int) {
    next[left] = right
    previous[right] = left
  }

  private mutating func unlink(_ entry: Int) { link(previous[entry], next[entry]) }

  private mutating func relink(_ entry: Int) {
    next[previous[entry]] = entry
    previous[next[entry]] = entry
  }
}
