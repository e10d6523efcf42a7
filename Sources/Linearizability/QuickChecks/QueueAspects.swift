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
  /// When clients began to take something, perhaps, and never learned what.
  private var lostTakes: [Int] = []

  /// Nil where a value is put in twice.
  init?(_ operations: [Operation<QueueModel<Value>.Input, QueueModel<Value>.Output>], initial: [Value] = []) {
    var numbers: [Value: Int] = [:]
    for (position, value) in initial.enumerated() {
      guard numbers.updateValue(position, forKey: value) == nil else { return nil }
      // Before everything, one after another.
      passages.append(Passage(putBegan: .min + 2 * position, putEnded: .min + 2 * position + 1))
    }
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
      case nil:
        guard operation.returned == nil else { return nil }
        lostTakes.append(operation.invoked)
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

  /// Nil where it hangs on which of them took what.
  func verdict() -> QuickVerdict? {
    if isImpossible { return .illegal }
    if !withLostTakes().isWrong { return .ok(order: []) }
    guard let first = lostTakes.min() else { return .illegal }
    let isKnown = !passages.contains { $0.takeBegan != .max && $0.takeEnded == .max }
    if isKnown { return .illegal }
    // At best, each value that was perhaps taken by a known client was taken by the first of the others.
    var best = self
    for index in passages.indices where passages[index].takeBegan != .max && passages[index].takeEnded == .max {
      best.passages[index].takeBegan = min(first, passages[index].takeBegan)
    }
    return best.withLostTakes().isWrong ? .illegal : nil
  }

  /// With the takes of unknown answers given to the values that nobody is known to have taken: the first begun to the
  /// first put in. No other distribution is better. A take that never ended has no value taken too early before it, so
  /// all that counts is how early it began: an earlier value must be out before more of the others, and exchanging two
  /// takes so that the earlier value has the earlier one leaves a part of the time in which either was inside.
  private func withLostTakes() -> QueueAspects {
    guard !lostTakes.isEmpty else { return self }
    var result = self
    let left = passages.indices.filter { passages[$0].takeBegan == .max }.sorted { passages[$0].putEnded < passages[$1].putEnded }
    for (index, began) in zip(left, lostTakes.sorted()) { result.passages[index].takeBegan = began }
    return result
  }

  private var isWrong: Bool { hasWrongOrder || hasFalseEmpty }

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
