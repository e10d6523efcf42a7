/// Decides, in time linear in what was read, histories of a set to which each element is added once, from which nothing
/// is removed, and which is read as a whole.
///
/// The reads must form a chain, each part of the next. That puts all of them in order, and each addition between the last
/// read without its element and the first one with it; then only the order in real time is left to compare.
struct GrowingSet<Element: Hashable & Sendable> {
  private typealias Timed = (operation: Int, group: Int, invoked: Int, returned: Int)

  private var timed: [Timed] = []
  private var isImpossible = false

  /// Nil where there is another operation than an addition or a read of the whole, or an element is added twice.
  init?(_ operations: [Operation<SetModel<Element>.Input, SetModel<Element>.Output>], initial: Set<Element>) {
    var additions: [Element: Int] = [:]
    var reads: [(operation: Int, elements: Set<Element>)] = []
    for (index, operation) in operations.enumerated() {
      switch (operation.input, operation.output) {
      // It changes nothing, and need not come.
      case (.add(let element), .done) where operation.returned == nil && initial.contains(element),
        (.add(let element), nil) where operation.returned == nil && initial.contains(element):
        continue
      case (.add(let element), .done), (.add(let element), nil):
        guard !initial.contains(element), additions.updateValue(index, forKey: element) == nil else { return nil }
      case (.read, .elements(let elements)) where operation.returned != nil: reads.append((index, elements))
      case (.read, _) where operation.returned == nil: continue
      default: return nil
      }
    }
    reads.sort { $0.elements.count < $1.elements.count }
    var group = 0
    var known = initial.count
    var isSeen = [Bool](repeating: false, count: operations.count)
    for read in reads {
      if read.elements.count > known { group += 2 }
      guard let old = see(read.elements, initial, operations, additions, &isSeen, group: group - 1), old == known else {
        isImpossible = true
        return
      }
      known = read.elements.count
      append(operations[read.operation], read.operation, group: group)
    }
    for addition in additions.values where operations[addition].returned != nil && !isSeen[addition] {
      append(operations[addition], addition, group: group + 1)
    }
  }

  /// Notes what is new in a read, and returns how many elements are not; nil where one was never added. Where all that was
  /// known is still there, that many are not new.
  private mutating func see(
    _ elements: Set<Element>, _ initial: Set<Element>, _ operations: [Operation<SetModel<Element>.Input, SetModel<Element>.Output>],
    _ additions: [Element: Int], _ isSeen: inout [Bool], group: Int
  ) -> Int? {
    var old = 0
    for element in elements {
      guard let addition = additions[element] else {
        guard initial.contains(element) else { return nil }
        old += 1
        continue
      }
      if isSeen[addition] {
        old += 1
      } else {
        isSeen[addition] = true
        append(operations[addition], addition, group: group)
      }
    }
    return old
  }

  private mutating func append(_ operation: Operation<SetModel<Element>.Input, SetModel<Element>.Output>, _ index: Int, group: Int) {
    timed.append((index, group, operation.invoked, operation.returned ?? .max))
  }

  func verdict() -> QuickVerdict {
    if isImpossible { return .illegal }
    let ordered = timed.sorted { ($0.group, $0.invoked, $0.operation) < ($1.group, $1.invoked, $1.operation) }
    var latestBefore = Int.min
    var latest = Int.min
    var group = -1
    for entry in ordered {
      if entry.group != group {
        latestBefore = latest
        group = entry.group
      }
      if entry.returned < latestBefore { return .illegal }
      latest = max(latest, entry.invoked)
    }
    return .ok(order: ordered.map(\.operation))
  }
}
