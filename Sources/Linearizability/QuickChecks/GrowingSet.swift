/// Decides, in time linear in what was read, histories of a set to which each element is added once, from which nothing
/// is removed, and which is read as a whole.
///
/// The reads must form a chain, each part of the next. That puts all of them in order, and each addition between the last
/// read without its element and the first one with it; then only the order in real time is left to compare.
struct GrowingSet<Element: Hashable & Sendable> {
  private typealias Timed = (operation: Int, group: Int, invoked: Int, returned: Int)

  private var timed: [Timed] = []
  private var isImpossible = false
  /// The read that no chain takes in, and the one before it.
  private var breaking: (earlier: Int?, later: Int)?

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
    var previous: Int?
    for read in reads {
      if read.elements.count > known { group += 2 }
      guard let old = see(read.elements, initial, operations, additions, &isSeen, group: group - 1), old == known else {
        isImpossible = true
        breaking = (previous, read.operation)
        return
      }
      previous = read.operation
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
    let ordered = ordered()
    return conflict(ordered) == nil ? .ok(order: ordered.map(\.operation)) : .illegal
  }

  private func ordered() -> [Timed] {
    timed.sorted { ($0.group, $0.invoked, $0.operation) < ($1.group, $1.invoked, $1.operation) }
  }

  /// Two operations of which the one that has to come later ended before the other one began.
  private func conflict(_ ordered: [Timed]) -> (earlier: Int, later: Int)? {
    var latestBefore: (invoked: Int, operation: Int) = (.min, -1)
    var latest = latestBefore
    var group = -1
    for entry in ordered {
      if entry.group != group {
        latestBefore = latest
        group = entry.group
      }
      if entry.returned < latestBefore.invoked { return (latestBefore.operation, entry.operation) }
      if entry.invoked > latest.invoked { latest = (entry.invoked, entry.operation) }
    }
    return nil
  }

  /// One or two elements of which alone there is no order already; nil where the whole has one.
  func culprits(_ operations: [Operation<SetModel<Element>.Input, SetModel<Element>.Output>], initial: Set<Element>) -> Set<Element>? {
    guard let (earlier, later) = breaking ?? conflict(ordered()).map({ ($0.earlier, $0.later) }) else { return nil }
    func element(_ operation: Int?) -> Element? {
      if let operation, case .add(let element) = operations[operation].input { element } else { nil }
    }
    func seen(_ operation: Int?) -> Set<Element>? {
      guard let operation else { return initial }
      if case .elements(let elements) = operations[operation].output { return elements } else { return nil }
    }
    var culprits = Set([element(earlier), element(later)].compactMap(\.self))
    if culprits.isEmpty, let before = seen(earlier), let after = seen(later) {
      let added = Set(operations.indices.compactMap { element($0) })
      if let stranger = after.first(where: { !added.contains($0) && !initial.contains($0) }) { return [stranger] }
      // It was there, and is gone; where something else came instead, the two reads contradict each other.
      culprits.formUnion([before.first { !after.contains($0) }, after.first { !before.contains($0) }].compactMap(\.self))
    }
    return culprits.isEmpty ? nil : culprits
  }
}
