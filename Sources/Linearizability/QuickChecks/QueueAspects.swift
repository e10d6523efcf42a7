/// Decides, in O(n log n), histories of a first-in first-out queue in which every value is put in once.
///
/// Such a history has an order unless it shows one of four things (Henzinger, Sezgin and Vafeiadis, "Aspect-oriented
/// linearizability proofs", CONCUR 2013; Bouajjani, Emmi, Enea and Hamza, "On reducing linearizability to state
/// reachability", ICALP 2015): a value that was taken but not, or not yet, put in; a value taken twice; two values taken
/// out in the wrong order; or an empty answer at a time when something was in the queue all along.
struct QueueAspects<Value: Hashable & Sendable> {
  private struct Passage {
    var putBegan: Int
    var putEnded: Int
    /// `Int.max` where it was never taken.
    var takeBegan: Int = .max
    var takeEnded: Int = .max
  }

  private var passages: [Passage] = []
  private var empties: [(began: Int, ended: Int)] = []
  private var isImpossible = false
  /// Some client took something, perhaps, and never learned what.
  private var hasLostTakes = false

  /// Nil where a value is put in twice.
  init?(_ operations: [Operation<QueueModel<Value>.Input, QueueModel<Value>.Output>]) {
    var numbers: [Value: Int] = [:]
    for operation in operations {
      guard case .enqueue(let value) = operation.input else { continue }
      guard numbers.updateValue(passages.count, forKey: value) == nil else { return nil }
      passages.append(Passage(putBegan: operation.invoked, putEnded: operation.returned ?? .max))
    }
    for operation in operations {
      guard case .dequeue = operation.input else { continue }
      switch operation.output {
      case .value(let value): take(numbers[value], operation.invoked, operation.returned ?? .max)
      case .empty: if let returned = operation.returned { empties.append((operation.invoked, returned)) }
      case nil: hasLostTakes = true
      case .enqueued: isImpossible = true
      }
    }
    // What was perhaps put in, and never taken, need not have been put in.
    passages.removeAll { $0.putEnded == .max && $0.takeBegan == .max }
  }

  private mutating func take(_ number: Int?, _ began: Int, _ ended: Int) {
    guard let number, passages[number].putBegan <= ended else {
      // What was under way need not have happened.
      if ended != .max { isImpossible = true }
      return
    }
    if passages[number].takeBegan != .max {
      guard ended != .max else { return }
      if passages[number].takeEnded != .max { isImpossible = true }
    }
    passages[number].takeBegan = began
    passages[number].takeEnded = ended
  }

  /// Nil where it hangs on what was taken by clients that never learned it.
  func verdict() -> QuickVerdict? {
    if isImpossible { return .illegal }
    if !hasWrongOrder, !hasFalseEmpty { return .ok(order: []) }
    guard hasLostTakes else { return .illegal }
    // What nobody is known to have taken may have been taken by them: without it and them the rest must have an order.
    var known = self
    known.passages.removeAll { $0.takeBegan == .max }
    return known.hasWrongOrder || known.hasFalseEmpty ? .illegal : nil
  }

  /// Some value was put in before another, and taken after it or never.
  private var hasWrongOrder: Bool {
    let byEnd = passages.sorted { $0.putEnded < $1.putEnded }
    var latestTake = Int.min
    var next = 0
    for passage in passages.sorted(by: { $0.putBegan < $1.putBegan }) {
      while next < byEnd.count, byEnd[next].putEnded < passage.putBegan {
        latestTake = max(latestTake, byEnd[next].takeBegan)
        next += 1
      }
      if passage.takeEnded < latestTake { return true }
    }
    return false
  }

  /// Some empty answer falls wholly into times at which something was in the queue.
  private var hasFalseEmpty: Bool {
    guard !empties.isEmpty else { return false }
    var filled: [(from: Int, to: Int)] = []
    for passage in passages.sorted(by: { $0.putEnded < $1.putEnded }) where passage.putEnded < passage.takeBegan {
      if let last = filled.last, passage.putEnded < last.to {
        filled[filled.count - 1].to = max(last.to, passage.takeBegan)
      } else {
        filled.append((passage.putEnded, passage.takeBegan))
      }
    }
    var next = 0
    for empty in empties.sorted(by: { $0.began < $1.began }) {
      while next < filled.count, filled[next].to <= empty.began { next += 1 }
      if next < filled.count, filled[next].from < empty.began, empty.ended < filled[next].to { return true }
    }
    return false
  }
}
