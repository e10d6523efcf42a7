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
  /// How many of each group of open operations were taken.
  private var openTaken: [Int]
  private var table: ConfigurationTable
  private var budget: StepBudget
  private var state: Int32
  private var level: Int32 = 0
  private var required: [UInt64]
  private var open: [UInt64]
  private var moves: [Move] = []
  private var furthest: Int32 = -1
  private var furthestStates: [Int32] = []
  private let prunes: Bool
  private var isAlive = true
  private var place: Place?
  /// Moves without progress after which the search says so; nil where it does not.
  private var patience: Int?
  private var lastProgress = 0
  /// The last level that an order could have come to which was given up because an operation became hopeless.
  private(set) var prunedThrough: Int32 = -1

  /// - Parameter prunes: whether orders are given up where an operation became hopeless. That is fast, but the level at
  ///   which no order goes on may then be a later one, at most `prunedThrough`.
  init(
    _ history: CompiledHistory, _ steps: TransitionTable<Model>, from state: Int32, limits: CheckLimits, prunes: Bool = false,
    patience: Int? = nil
  ) {
    self.history = history
    self.prunes = prunes
    self.patience = patience
    self.steps = steps
    self.state = state
    list = WaitingList(history)
    openTaken = Array(repeating: 0, count: history.openGroups.count)
    table = ConfigurationTable(history)
    budget = StepBudget(limits)
    required = Array(repeating: 0, count: history.requiredWords)
    open = Array(repeating: 0, count: history.openWords)
    moves.reserveCapacity(history.count)
  }

  mutating func run() -> SearchOutcome {
    if place == nil { takeObservations() }
    var place = place ?? .required(list.first)
    while Int(level) < history.byReturn.count {
      // A search that has patience knows itself when it gets lost.
      let effort = steps.takeEffort() + (patience == nil ? table.takeEffort() : 0)
      if let exhaustion = budget.spend(1 + effort, { table.bytesAfterGrowth + steps.bytes }) { return .exhausted(exhaustion) }
      let horizon = history.returned[Int(history.byReturn[Int(level)])]
      if let operation = candidate(&place, before: horizon) {
        if tryTaking(operation, before: horizon) {
          takeObservations()
          place = .required(list.first)
        } else {
          place = following(operation)
        }
      } else {
        if isStuck() {
          self.place = place
          return .stuck(level: Int(furthest))
        }
        rememberFurthest()
        isAlive = true
        guard let back = goBack() else { return .illegal(level: Int(furthest), states: furthestStates) }
        place = following(back)
      }
    }
    return .ok(order: moves.map { Int($0.operation) })
  }

  /// Where the search stands among the operations that could come next: first the required ones, then the groups of open ones.
  private enum Place {
    case required(Int32)
    case open(Int)
  }

  private func following(_ operation: Int32) -> Place {
    history.isRequired(operation) ? .required(list.next[Int(operation)]) : .open(Int(history.openGroup[Int(operation)]) + 1)
  }

  /// The next operation, from this place on, that has begun; nil where there is none, or none would help.
  private func candidate(_ place: inout Place, before horizon: Int32) -> Int32? {
    guard isAlive else { return nil }
    if case .required(let operation) = place {
      if operation != list.end, history.invoked[Int(operation)] <= horizon { return operation }
      place = .open(0)
    }
    guard case .open(var group) = place else { return nil }
    while group < history.openGroups.count {
      let members = history.openGroups[group]
      if openTaken[group] < members.count, history.invoked[Int(members[openTaken[group]])] <= horizon { return members[openTaken[group]] }
      group += 1
    }
    return nil
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
    if next < 0 {
      if next == TransitionTable<Model>.hopeless { giveUp(operation) }
      return false
    }
    // An open operation need not come at all, so it need not come where it changes nothing.
    if next == state, !history.isRequired(operation) { return false }
    take(operation, next, forced: false)
    if table.insert(level: level, state: state, required: required, open: open) != nil { return true }
    _ = undo()
    return false
  }

  /// Takes every observation that can come here: each order that has it later remains one with it here.
  private mutating func takeObservations() {
    var operation = list.first
    while operation != list.end, Int(level) < history.byReturn.count,
      history.invoked[Int(operation)] < history.returned[Int(history.byReturn[Int(level)])]
    {
      let following = list.next[Int(operation)]
      if history.isObservation[Int(operation)] {
        let next = steps.next(state, history.classes[Int(operation)])
        if next >= 0 { take(operation, state, forced: true) } else if next == TransitionTable<Model>.hopeless { giveUp(operation) }
      }
      operation = following
    }
  }

  /// No order can follow, where this operation has to come.
  private mutating func giveUp(_ operation: Int32) {
    guard prunes, history.isRequired(operation) else { return }
    isAlive = false
    prunedThrough = max(prunedThrough, history.returnLevel[Int(operation)])
  }

  private func isDone(_ operation: Int32, _ horizon: Int32) -> Bool {
    let slot = Int(history.slot[Int(operation)])
    guard history.isRequired(operation) else { return open[slot >> 6] & (1 << UInt64(slot & 63)) != 0 }
    return history.returned[Int(operation)] < horizon || required[slot >> 6] & (1 << UInt64(slot & 63)) != 0
  }

  private mutating func take(_ operation: Int32, _ next: Int32, forced: Bool) {
    moves.append(Move(operation: operation, stateBefore: state, levelBefore: level, isForced: forced))
    state = next
    let slot = Int(history.slot[Int(operation)])
    guard history.isRequired(operation) else {
      openTaken[Int(history.openGroup[Int(operation)])] += 1
      open[slot >> 6] |= 1 << UInt64(slot & 63)
      return
    }
    list.take(operation)
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
      list.putBack(move.operation)
      required[slot >> 6] &= ~(1 << UInt64(slot & 63))
    } else {
      openTaken[Int(history.openGroup[Int(move.operation)])] -= 1
      open[slot >> 6] &= ~(1 << UInt64(slot & 63))
    }
    state = move.stateBefore
    return move
  }

  /// Takes the last free choice back, and what followed from it; nil where there is none left.
  private mutating func goBack() -> Int32? {
    while let move = undo() { if !move.isForced { return move.operation } }
    return nil
  }

  /// True once, then again after much longer.
  private mutating func isStuck() -> Bool {
    guard let limit = patience, level <= furthest, budget.used - lastProgress > limit else { return false }
    patience = limit * 16
    return true
  }

  private mutating func rememberFurthest() {
    guard level >= furthest else { return }
    if level > furthest {
      lastProgress = budget.used
      furthest = level
      furthestStates.removeAll(keepingCapacity: true)
    }
    guard furthestStates.count < LinearizabilityViolation.mostStates, !furthestStates.contains(state) else { return }
    furthestStates.append(state)
  }
}
