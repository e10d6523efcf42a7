/// Decides, in O(n log n), histories of a counter to which always the same amount is added.
///
/// Then a value is a number of additions, and each addition takes one *slot*: the k-th brings the counter to k. A read of
/// k that ended before some time puts the first k slots before it, one that began after some time puts all later slots
/// behind it, so that every slot has a time from which and one up to which it can be. Both grow with k. An addition fits
/// a run of slots, and filling slots in order with the addition that must end first is optimal, as for unit tasks with
/// release times and deadlines (Jackson, "Scheduling a production line to minimize maximum tardiness", 1955); two
/// additions that are then in the wrong order in real time can change places. An addition that answers with the new
/// value has its slot already.
struct CounterSlots {
  private typealias Window = (from: Int, to: Int)
  typealias Subject = Operation<CounterModel.Input, CounterModel.Output>

  private let amount: Int
  private let initial: Int
  private var free: [Window] = []
  /// Additions of which it is known where they came.
  private var placed: [(slot: Int, window: Window)] = []
  /// The same, of those that perhaps never came.
  private var perhaps: [Window] = []
  private var reads: [(slot: Int, window: Window)] = []
  private var isImpossible = false

  /// Nil where amounts differ, or values are about to overflow.
  init?(_ operations: [Subject], initial: Int) {
    self.initial = initial
    var amount: Int?
    for operation in operations {
      guard let added = Self.added(operation.input) else { continue }
      guard added != 0, amount ?? added == added else { return nil }
      amount = added
    }
    self.amount = amount ?? 1
    let (most, overflow) = self.amount.multipliedReportingOverflow(by: operations.count)
    guard !overflow, !initial.addingReportingOverflow(most).overflow else { return nil }
    for operation in operations where !take(operation) { return nil }
  }

  private static func added(_ input: CounterModel.Input) -> Int? {
    switch input {
    case .add(let amount), .addAndGet(let amount): amount
    case .read: nil
    }
  }

  private mutating func take(_ operation: Subject) -> Bool {
    let window = (from: operation.invoked, to: operation.returned ?? .max)
    switch (operation.input, operation.output) {
    case (.add, .added), (.add, nil), (.addAndGet, nil): free.append(window)
    case (.read, nil): break
    case (.read, .value(let value)):
      guard operation.returned != nil else { break }
      guard let slot = slot(value) else { isImpossible = true; break }
      reads.append((slot, window))
    case (.addAndGet, .value(let value)):
      guard operation.returned != nil else { perhaps.append(window); break }
      guard let slot = slot(value), slot > 0 else { isImpossible = true; break }
      placed.append((slot, window))
    default: return false
    }
    return true
  }

  /// How many additions lead to the value; nil where no number does.
  private func slot(_ value: Int) -> Int? {
    let (distance, overflow) = value.subtractingReportingOverflow(initial)
    guard !overflow, distance.isMultiple(of: amount), distance == 0 || (distance < 0) == (amount < 0) else { return nil }
    return distance / amount
  }

  /// Nil where it hangs on an addition that perhaps came, and only with a certain answer.
  func verdict() -> QuickVerdict? {
    if isImpossible { return .illegal }
    if canFill(free) { return .ok(order: []) }
    return perhaps.isEmpty || !canFill(free + perhaps) ? .illegal : nil
  }

  private func canFill(_ free: [Window]) -> Bool {
    let last = max(reads.lazy.map(\.slot).max() ?? 0, placed.lazy.map(\.slot).max() ?? 0)
    guard last <= free.count + placed.count else { return false }
    // `times[k]` is the k-th addition's; 0 stands for none, last + 1 for all beyond what anybody saw.
    var times = [Window](repeating: (.min, .max), count: last + 2)
    var isPlaced = [Bool](repeating: false, count: last + 2)
    for read in reads {
      times[read.slot].to = min(times[read.slot].to, read.window.to)
      times[read.slot + 1].from = max(times[read.slot + 1].from, read.window.from)
    }
    for entry in placed {
      if isPlaced[entry.slot] { return false }
      isPlaced[entry.slot] = true
      times[entry.slot].from = max(times[entry.slot].from, entry.window.from)
      times[entry.slot].to = min(times[entry.slot].to, entry.window.to)
    }
    for slot in times.indices.dropFirst() { times[slot].from = max(times[slot].from, times[slot - 1].from) }
    for slot in times.indices.dropLast().reversed() { times[slot].to = min(times[slot].to, times[slot + 1].to) }
    guard times.allSatisfy({ $0.from <= $0.to }) else { return false }
    let waiting = free.sorted { $0.from < $1.from }
    var next = 0
    var begun = EarliestFirst()
    for slot in 1..<(last + 1) where !isPlaced[slot] {
      while next < waiting.count, waiting[next].from <= times[slot].to {
        begun.insert(waiting[next].to)
        next += 1
      }
      guard let end = begun.removeFirst(), end >= times[slot].from else { return false }
    }
    // All others come after what anybody saw.
    return (begun.first ?? .max) >= times[last + 1].from
      && waiting[next...].allSatisfy { $0.to >= times[last + 1].from }
  }
}
