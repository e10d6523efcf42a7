/// The search through the orders of one history.
struct LinearizabilitySearch<Model: SequentialModel> {
  typealias Subject = Operation<Model.Input, Model.Output>

  /// Which operations are done, and the state that they led to.
  private struct Configuration: Hashable {
    let done: OperationSet
    let state: Model.State
  }

  /// An operation that was taken, and how to go back behind it.
  private struct Move {
    let index: Int
    let stateBefore: Model.State
    /// Nothing else needs to be tried in its place.
    let isForced: Bool
  }

  /// What makes two operations alike.
  private struct Likeness: Hashable {
    let input: Model.Input
    let output: Model.Output?
  }

  private let model: Model
  private let operations: [Subject]
  private let limits: CheckLimits
  private let twins: [Int?]
  private let observations: [Bool]
  private var list: EventList
  private var done: OperationSet
  private var state: Model.State
  private var waiting: Int
  private var seen: Set<Configuration> = []
  private var moves: [Move] = []
  private var longest = LinearizabilityViolation(longestOrder: [], blocked: [])
  private var steps = 0

  init(model: Model, operations: [Subject], limits: CheckLimits) {
    self.model = model
    self.operations = operations
    self.limits = limits
    twins = Self.twins(of: operations)
    observations = operations.map { operation in
      guard let output = operation.output, operation.returned != nil else { return false }
      return model.isObservation(operation.input, output)
    }
    list = EventList(intervals: operations.map { ($0.invoked, $0.returned) })
    done = OperationSet(capacity: operations.count)
    state = model.initial
    waiting = operations.count { $0.returned != nil }
  }

  mutating func run() -> LinearizabilityVerdict {
    let memoryBound = limits.configurations(operations: operations.count)
    takeObservers()
    var entry = list.first
    while waiting > 0 {
      steps += 1
      if steps > limits.steps { return .unknown(reason: "given up after \(limits.steps) steps") }
      if steps & 0xfff == 0, Task.isCancelled { return .unknown(reason: "cancelled") }
      if entry == list.end || entry & 1 == 1 {
        // A completion is in the way: what was taken before it does not lead on.
        rememberLongest()
        guard let index = goBack() else { return .illegal(longest) }
        entry = list.after(index * 2)
      } else if let next = newState(after: entry / 2) {
        if seen.count > memoryBound { return .unknown(reason: "more than \(memoryBound) configurations, \(limits.memory) bytes") }
        take(entry / 2, next, forced: false)
        takeObservers()
        entry = list.first
      } else {
        entry = list.after(entry)
      }
    }
    return .ok(order: moves.map(\.index))
  }

  /// The state after operation `index`, where it can come here and leads where no other order did.
  private mutating func newState(after index: Int) -> Model.State? {
    if let twin = twins[index], !done.contains(twin) { return nil }
    let operation = operations[index]
    guard let next = model.step(state, operation.input, observed: operation.output) else { return nil }
    // An open operation need not come at all, so it need not come where it changes nothing.
    if operation.returned == nil, next == state { return nil }
    done.insert(index)
    let isNew = seen.insert(Configuration(done: done, state: next)).inserted
    done.remove(index)
    return isNew ? next : nil
  }

  /// Takes every observation that can come here: each order that has it later remains one with it here.
  private mutating func takeObservers() {
    var entry = list.first
    while entry != list.end, entry & 1 == 0 {
      steps += 1
      let index = entry / 2
      let operation = operations[index]
      let following = list.after(entry)
      if observations[index], model.step(state, operation.input, observed: operation.output) != nil {
        take(index, state, forced: true)
        // Its completion may have been the one that stood in the way.
        entry = following == index * 2 + 1 ? list.first : following
      } else {
        entry = following
      }
    }
  }

  private mutating func take(_ index: Int, _ next: Model.State, forced: Bool) {
    moves.append(Move(index: index, stateBefore: state, isForced: forced))
    state = next
    done.insert(index)
    let completed = operations[index].returned != nil
    list.lift(index, completed: completed)
    if completed { waiting -= 1 }
  }

  /// Takes the last free choice back, and what followed from it; nil where there is none left.
  private mutating func goBack() -> Int? {
    while let move = moves.popLast() {
      state = move.stateBefore
      done.remove(move.index)
      let completed = operations[move.index].returned != nil
      list.unlift(move.index, completed: completed)
      if completed { waiting += 1 }
      if !move.isForced { return move.index }
    }
    return nil
  }

  private mutating func rememberLongest() {
    guard moves.count > longest.longestOrder.count || longest.blocked.isEmpty else { return }
    // Of what is not done, only the operations that began before the first completion can come next.
    let left = operations.indices.filter { !done.contains($0) && operations[$0].returned != nil }
    let horizon = left.compactMap { operations[$0].returned }.min() ?? .max
    longest = LinearizabilityViolation(
      longestOrder: moves.map(\.index), blocked: left.filter { operations[$0].invoked <= horizon })
  }

  /// For each operation an earlier one with the same input and output that did not return later. Where both are possible
  /// the earlier may be taken first: in every order they can change places.
  private static func twins(of operations: [Subject]) -> [Int?] {
    var latest: [Likeness: Int] = [:]
    return operations.indices.map { index in
      let operation = operations[index]
      let likeness = Likeness(input: operation.input, output: operation.output)
      defer { latest[likeness] = index }
      guard let other = latest[likeness] else { return nil }
      return operations[other].returned ?? .max <= operation.returned ?? .max ? other : nil
    }
  }
}
