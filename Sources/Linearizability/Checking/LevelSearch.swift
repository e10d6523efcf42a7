/// The search that needs least memory, and knows what was possible where an order ends: breadth first.
///
/// Just-in-time linearization (Lowe, "Testing for linearizability", 2017): it goes from completion to completion and keeps
/// only the configurations that are possible there. An operation is done no earlier than another's completion needs it.
struct LevelSearch<Model: SequentialModel> {
  /// A level at which only one configuration was possible: what came before matters no more.
  struct Waist {
    var level: Int
    var state: Int32
    var required: [UInt64]
    var open: [UInt64]
  }

  private let history: CompiledHistory
  private(set) var steps: TransitionTable<Model>
  private var budget: StepBudget
  private var current: ConfigurationTable
  private var following: ConfigurationTable
  /// The required operations that are under way, in the order of their invocations.
  private var live: [Int32] = []
  private var required: [UInt64]
  private var open: [UInt64]
  /// The latest levels with only one configuration.
  private var waists: [Waist] = []
  private static var mostWaists: Int { 32 }

  init(_ history: CompiledHistory, _ steps: TransitionTable<Model>, from state: Int32, limits: CheckLimits) {
    self.history = history
    self.steps = steps
    budget = StepBudget(limits)
    current = ConfigurationTable(requiredWords: history.requiredWords, openWords: history.openWords)
    following = current
    required = Array(repeating: 0, count: history.requiredWords)
    open = Array(repeating: 0, count: history.openWords)
    _ = current.insert(level: 0, state: state, required: required, open: open)
  }

  /// `ok` comes without an order: what led to a configuration is forgotten.
  mutating func run() -> SearchOutcome {
    var begun: Int32 = 0
    for (level, operation) in history.byReturn.enumerated() {
      let horizon = history.returned[Int(operation)]
      while Int(begun) < history.count, history.invoked[Int(begun)] < horizon {
        if history.isRequired(begun) { live.append(begun) }
        begun += 1
      }
      if current.count == 1 { rememberWaist(level) }
      if let exhaustion = pass(operation, horizon) { return .exhausted(exhaustion) }
      if following.count == 0 { return .illegal(level: level, states: states()) }
      swap(&current, &following)
      following.removeAll()
      live.removeAll { $0 == operation }
    }
    return .ok(order: [])
  }

  /// The last level, not beyond this one, with only one configuration; the first that is known where there is none.
  func waist(before level: Int) -> Waist? {
    guard let waist = waists.last(where: { $0.level <= level }) ?? waists.first, waist.level > 0 else { return nil }
    return waist
  }

  var usedSteps: Int { budget.used }

  private func states() -> [Int32] {
    var known: [Int32] = []
    for index in 0..<current.count where known.count < LinearizabilityViolation.mostStates {
      let state = current.state(index)
      if !known.contains(state) { known.append(state) }
    }
    return known
  }

  private mutating func rememberWaist(_ level: Int) {
    current.load(0, required: &required, open: &open)
    if waists.count == Self.mostWaists { waists.removeFirst() }
    waists.append(Waist(level: level, state: current.state(0), required: required, open: open))
  }

  /// Carries every configuration over the completion of `operation`.
  private mutating func pass(_ operation: Int32, _ horizon: Int32) -> Exhaustion? {
    var index = 0
    while index < current.count {
      let state = current.state(index)
      current.load(index, required: &required, open: &open)
      takeObservations(state)
      if has(operation) {
        setRequired(operation, false)
        _ = following.insert(level: 0, state: state, required: required, open: open)
      } else if let exhaustion = expand(state, horizon) {
        return exhaustion
      }
      index += 1
    }
    return nil
  }

  private mutating func takeObservations(_ state: Int32) {
    for operation in live where history.isObservation[Int(operation)] && !has(operation) {
      if steps.next(state, history.classes[Int(operation)]) >= 0 { setRequired(operation, true) }
    }
  }

  /// Adds each configuration that one more operation leads to.
  private mutating func expand(_ state: Int32, _ horizon: Int32) -> Exhaustion? {
    for operation in live where !has(operation) && mayCome(operation, horizon) {
      if let exhaustion = spend() { return exhaustion }
      let next = steps.next(state, history.classes[Int(operation)])
      if next < 0 { continue }
      setRequired(operation, true)
      _ = current.insert(level: 0, state: next, required: required, open: open)
      setRequired(operation, false)
    }
    for operation in history.open {
      if history.invoked[Int(operation)] > horizon { break }
      let slot = Int(history.slot[Int(operation)])
      if open[slot >> 6] & (1 << UInt64(slot & 63)) != 0 || !mayCome(operation, horizon) { continue }
      if let exhaustion = spend() { return exhaustion }
      let next = steps.next(state, history.classes[Int(operation)])
      if next < 0 || next == state { continue }
      open[slot >> 6] |= 1 << UInt64(slot & 63)
      _ = current.insert(level: 0, state: next, required: required, open: open)
      open[slot >> 6] &= ~(1 << UInt64(slot & 63))
    }
    return nil
  }

  private mutating func spend() -> Exhaustion? {
    budget.spend { current.bytesAfterGrowth + following.bytesAfterGrowth + steps.bytes }
  }

  private func mayCome(_ operation: Int32, _ horizon: Int32) -> Bool {
    let twin = history.twin[Int(operation)]
    if twin >= 0, !isDone(twin, horizon) { return false }
    let nested = history.nestedTwin[Int(operation)]
    return nested < 0 || history.invoked[Int(nested)] > horizon || isDone(nested, horizon)
  }

  private func isDone(_ operation: Int32, _ horizon: Int32) -> Bool {
    guard history.isRequired(operation) else {
      let slot = Int(history.slot[Int(operation)])
      return open[slot >> 6] & (1 << UInt64(slot & 63)) != 0
    }
    return history.returned[Int(operation)] < horizon || has(operation)
  }

  private func has(_ operation: Int32) -> Bool {
    let slot = Int(history.slot[Int(operation)])
    return required[slot >> 6] & (1 << UInt64(slot & 63)) != 0
  }

  private mutating func setRequired(_ operation: Int32, _ value: Bool) {
    let slot = Int(history.slot[Int(operation)])
    if value { required[slot >> 6] |= 1 << UInt64(slot & 63) } else { required[slot >> 6] &= ~(1 << UInt64(slot & 63)) }
  }
}
