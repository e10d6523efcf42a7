/// The search that finds an order quickly where one exists: depth first.
///
/// Wing and Gong's algorithm ("Testing and verifying concurrent objects", 1993) with Lowe's memory of configurations
/// ("Testing for linearizability", 2017). Three additions keep it small: what only observes is taken at once, of alike
/// operations the one that ends first comes first, and open operations are tried last, and only where they change
/// the state.
struct DepthSearch<Model: SequentialModel> {
  /// An operation that was taken, and how to go back behind it.
  private struct Move {
    let operation: Int32
    let stateBefore: Int32
    let levelBefore: Int32
    /// Nothing else needs to be tried in its place.
    let isForced: Bool
  }

  private let history: CompiledHistory
  private(set) var steps: TransitionTable<Model>
  private var list: WaitingList
  private var table: ConfigurationTable
  private var budget: StepBudget
  private var state: Int32
  private var level: Int32 = 0
  private var required: [UInt64]
  private var open: [UInt64]
  private var moves: [Move] = []
  private var furthest: Int32 = -1
  private var furthestStates: [Int32] = []

  init(_ history: CompiledHistory, _ steps: TransitionTable<Model>, from state: Int32, limits: CheckLimits) {
    self.history = history
    self.steps = steps
    self.state = state
    list = WaitingList(history)
    table = ConfigurationTable(requiredWords: history.requiredWords, openWords: history.openWords)
    budget = StepBudget(limits)
    required = Array(repeating: 0, count: history.requiredWords)
    open = Array(repeating: 0, count: history.openWords)
    moves.reserveCapacity(history.count)
  }

  mutating func run() -> SearchOutcome {
    takeObservations()
    var operation = list.next[Int(list.requiredEnd)]
    while Int(level) < history.byReturn.count {
      if let exhaustion = budget.spend({ table.bytesAfterGrowth + steps.bytes }) { return .exhausted(exhaustion) }
      let horizon = history.returned[Int(history.byReturn[Int(level)])]
      if operation == list.requiredEnd
        || (operation < list.requiredEnd && history.isRequired(operation) && history.invoked[Int(operation)] > horizon)
      {
        operation = list.next[Int(list.openEnd)]
      }
      if operation == list.openEnd || history.invoked[Int(operation)] > horizon {
        rememberFurthest()
        guard let back = goBack() else { return .illegal(level: Int(furthest), states: furthestStates) }
        operation = list.next[Int(back)]
      } else if tryTaking(operation, before: horizon) {
        takeObservations()
        operation = list.next[Int(list.requiredEnd)]
      } else {
        operation = list.next[Int(operation)]
      }
    }
    return .ok(order: moves.map { Int($0.operation) })
  }

  /// The moves that are left.
  var remainingLimits: CheckLimits { budget.rest }

  var usedSteps: Int { budget.used }

  /// Takes the operation where it can come here and leads where no other order did.
  private mutating func tryTaking(_ operation: Int32, before horizon: Int32) -> Bool {
    let index = Int(operation)
    let twin = history.twin[index]
    if twin >= 0, !isDone(twin, horizon) { return false }
    let nested = history.nestedTwin[index]
    if nested >= 0, history.invoked[Int(nested)] < horizon, !isDone(nested, horizon) { return false }
    let next = steps.next(state, history.classes[index])
    if next < 0 { return false }
    // An open operation need not come at all, so it need not come where it changes nothing.
    if next == state, !history.isRequired(operation) { return false }
    take(operation, next, forced: false)
    if table.insert(level: level, state: state, required: required, open: open) { return true }
    _ = undo()
    return false
  }

  /// Takes every observation that can come here: each order that has it later remains one with it here.
  private mutating func takeObservations() {
    var operation = list.next[Int(list.requiredEnd)]
    while operation != list.requiredEnd, Int(level) < history.byReturn.count,
      history.invoked[Int(operation)] < history.returned[Int(history.byReturn[Int(level)])]
    {
      let following = list.next[Int(operation)]
      if history.isObservation[Int(operation)], steps.next(state, history.classes[Int(operation)]) >= 0 {
        take(operation, state, forced: true)
      }
      operation = following
    }
  }

  private func isDone(_ operation: Int32, _ horizon: Int32) -> Bool {
    let slot = Int(history.slot[Int(operation)])
    guard history.isRequired(operation) else { return open[slot >> 6] & (1 << UInt64(slot & 63)) != 0 }
    return history.returned[Int(operation)] < horizon || required[slot >> 6] & (1 << UInt64(slot & 63)) != 0
  }

  private mutating func take(_ operation: Int32, _ next: Int32, forced: Bool) {
    moves.append(Move(operation: operation, stateBefore: state, levelBefore: level, isForced: forced))
    state = next
    list.take(operation)
    let slot = Int(history.slot[Int(operation)])
    guard history.isRequired(operation) else {
      open[slot >> 6] |= 1 << UInt64(slot & 63)
      return
    }
    required[slot >> 6] |= 1 << UInt64(slot & 63)
    while Int(level) < history.byReturn.count {
      let slot = Int(history.slot[Int(history.byReturn[Int(level)])])
      guard required[slot >> 6] & (1 << UInt64(slot & 63)) != 0 else { break }
      required[slot >> 6] &= ~(1 << UInt64(slot & 63))
      level += 1
    }
  }

  /// Takes the last move back.
  private mutating func undo() -> Move? {
    guard let move = moves.popLast() else { return nil }
    while level > move.levelBefore {
      level -= 1
      let slot = Int(history.slot[Int(history.byReturn[Int(level)])])
      required[slot >> 6] |= 1 << UInt64(slot & 63)
    }
    let slot = Int(history.slot[Int(move.operation)])
    if history.isRequired(move.operation) {
      required[slot >> 6] &= ~(1 << UInt64(slot & 63))
    } else {
      open[slot >> 6] &= ~(1 << UInt64(slot & 63))
    }
    state = move.stateBefore
    list.putBack(move.operation)
    return move
  }

  /// Takes the last free choice back, and what followed from it; nil where there is none left.
  private mutating func goBack() -> Int32? {
    while let move = undo() { if !move.isForced { return move.operation } }
    return nil
  }

  private mutating func rememberFurthest() {
    guard level >= furthest else { return }
    if level > furthest {
      furthest = level
      furthestStates.removeAll(keepingCapacity: true)
    }
    guard furthestStates.count < LinearizabilityViolation.mostStates, !furthestStates.contains(state) else { return }
    furthestStates.append(state)
  }
}
