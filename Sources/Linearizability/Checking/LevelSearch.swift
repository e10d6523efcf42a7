/// The search that needs least memory, and knows what was possible where an order ends: breadth first.
///
/// Just-in-time linearization (Lowe, "Testing for linearizability", 2017): it goes from completion to completion and keeps
/// only the configurations that are possible there. An operation is done no earlier than another's completion needs it.
///
/// Where that is too many, it can keep fewer of them, in two ways that are certain in one direction each
/// (``ConfigurationTable/Manner``): with some of them, an order that is found is one; with one for all, none that is missed
/// is one. With some, open operations come only where nothing else goes on, and a level at which nothing does is tried again
/// from some levels before with more of them.
struct LevelSearch<Model: SequentialModel> {
  /// A level at which few states were possible: what came before matters no more, where nothing follows from any of them.
  struct Waist {
    var level: Int
    var states: [Int32]
    /// Done in some configuration, and in every one.
    var requiredInSome: [UInt64]
    var requiredInAll: [UInt64]
    /// Taken in every configuration.
    var openInAll: [UInt64]
  }

  private let history: CompiledHistory
  private(set) var steps: TransitionTable<Model>
  private var budget: StepBudget
  private var current: ConfigurationTable
  private var following: ConfigurationTable
  /// The required operations that are under way, in the order of their invocations.
  private var live: [Int32] = []
  private var begun: Int32 = 0
  private var required: [UInt64]
  private var open: [UInt64]
  /// Configurations of this level that are still to be gone on from, and those that did not need an open operation yet.
  private var waiting: [Int] = []
  private var unfinished: [Int] = []
  /// The latest levels with few states, and the latest with only one configuration.
  private var waists: [Waist] = []
  private var narrowest: [Waist] = []
  private static var mostWaists: Int { 32 }
  private static var mostStates: Int { 4 }
  private let prunes: Bool
  /// Configurations of a level at most; with more, it is given up, or, with some of them, the rest is left out.
  private let most: Int
  private var patience: Patience?
  private var isCut = false
  /// As in ``DepthSearch``.
  private(set) var prunedThrough: Int32 = -1

  /// - Parameters:
  ///   - prunes: as in ``DepthSearch``.
  ///   - manner: which configurations are kept.
  init(
    _ history: CompiledHistory, _ steps: TransitionTable<Model>, from state: Int32, limits: CheckLimits, prunes: Bool = false,
    manner: ConfigurationTable.Manner = .exact, most: Int = .max
  ) {
    self.history = history
    self.prunes = prunes
    self.steps = steps
    self.most = most
    budget = StepBudget(limits)
    current = ConfigurationTable(history, manner)
    following = current
    if case .some = manner { patience = Patience() }
    required = Array(repeating: 0, count: history.requiredWords)
    open = Array(repeating: 0, count: history.openWords)
    _ = current.insert(level: 0, state: state, required: required, open: open)
  }

  /// `ok` comes without an order: what led to a configuration is forgotten. `stuck` where what was kept does not tell.
  mutating func run() -> SearchOutcome {
    var level = 0
    while level < history.byReturn.count {
      let operation = history.byReturn[level]
      let horizon = history.returned[Int(operation)]
      patience?.remember(level, begun, live, current)
      while Int(begun) < history.count, history.invoked[Int(begun)] < horizon {
        if history.isRequired(begun) { live.append(begun) }
        begun += 1
      }
      if patience == nil { rememberWaist(level) }
      if let exhaustion = pass(operation, horizon) { return .exhausted(exhaustion) }
      if following.count == 0 {
        guard isCut || (patience != nil && isInexact) else { return .illegal(level: level, states: states()) }
        guard let back = patience?.goBack(from: level) else { return .stuck(level: level) }
        (level, begun, live, current) = back
        continue
      }
      swap(&current, &following)
      following.removeAll()
      live.removeAll { $0 == operation }
      level += 1
    }
    return patience == nil && isInexact ? .stuck(level: level) : .ok(order: [])
  }

  private var isInexact: Bool { current.isInexact || following.isInexact }

  /// Levels behind which the past may be forgotten, the most promising first: few states, and not beyond this level.
  func waists(before level: Int) -> [Waist] {
    let known = (waists + narrowest).filter { $0.level > 0 }
    let early = known.filter { $0.level <= level }
    return (early.isEmpty ? known : early).sorted { ($0.states.count, -$0.level) < ($1.states.count, -$1.level) }
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
    guard current.count <= 256 else { return }
    current.load(0, required: &required, open: &open)
    var waist = Waist(level: level, states: [], requiredInSome: required, requiredInAll: required, openInAll: open)
    for index in 0..<current.count {
      let state = current.state(index)
      if !waist.states.contains(state) { waist.states.append(state) }
      if waist.states.count > Self.mostStates { return }
      current.load(index, required: &required, open: &open)
      for word in required.indices {
        waist.requiredInSome[word] |= required[word]
        waist.requiredInAll[word] &= required[word]
      }
      for word in open.indices { waist.openInAll[word] &= open[word] }
    }
    if waists.count == Self.mostWaists { waists.removeFirst() }
    waists.append(waist)
    guard current.count == 1 else { return }
    if narrowest.count == Self.mostStates { narrowest.removeFirst() }
    narrowest.append(waist)
  }

  /// Carries every configuration over the completion of `operation`.
  private mutating func pass(_ operation: Int32, _ horizon: Int32) -> Exhaustion? {
    waiting = Array(0..<current.count)
    var next = 0
    unfinished.removeAll(keepingCapacity: true)
    var rounds = 0
    var roundsBehind: Int?
    while true {
      while next < waiting.count {
        if let exhaustion = visit(waiting[next], operation, horizon) { return exhaustion }
        next += 1
      }
      waiting.removeAll(keepingCapacity: true)
      next = 0
      if following.count > 0, roundsBehind == nil { roundsBehind = rounds }
      if history.openGroups.isEmpty || unfinished.isEmpty { return nil }
      if let patience, let roundsBehind, rounds >= roundsBehind + patience.slack {
        isCut = true
        return nil
      }
      let before = unfinished
      unfinished.removeAll(keepingCapacity: true)
      for index in before {
        let state = current.state(index)
        current.load(index, required: &required, open: &open)
        _ = takeObservations(state)
        if let exhaustion = expandOpen(state, horizon) { return exhaustion }
      }
      rounds += 1
    }
  }

  private mutating func visit(_ index: Int, _ operation: Int32, _ horizon: Int32) -> Exhaustion? {
    let state = current.state(index)
    current.load(index, required: &required, open: &open)
    guard takeObservations(state) else { return spend() }
    guard !has(operation) else {
      setRequired(operation, false)
      _ = following.insert(level: 0, state: state, required: required, open: open)
      return nil
    }
    unfinished.append(index)
    return expand(state, horizon)
  }

  /// False where nothing can follow.
  private mutating func takeObservations(_ state: Int32) -> Bool {
    for operation in live where !has(operation) && (prunes || history.isObservation[Int(operation)]) {
      let next = steps.next(state, history.classes[Int(operation)])
      if next >= 0, history.isObservation[Int(operation)] { setRequired(operation, true) }
      if prunes, next == TransitionTable<Model>.hopeless {
        prunedThrough = max(prunedThrough, history.returnLevel[Int(operation)])
        return false
      }
    }
    return true
  }

  /// Adds each configuration that one more required operation leads to.
  private mutating func expand(_ state: Int32, _ horizon: Int32) -> Exhaustion? {
    for operation in live where !has(operation) && mayCome(operation, horizon) {
      if let exhaustion = spend() { return exhaustion }
      let next = steps.next(state, history.classes[Int(operation)])
      if next < 0 { continue }
      setRequired(operation, true)
      let exhaustion = add(next)
      setRequired(operation, false)
      if let exhaustion { return exhaustion }
    }
    return nil
  }

  /// Adds each configuration that one more open operation leads to.
  private mutating func expandOpen(_ state: Int32, _ horizon: Int32) -> Exhaustion? {
    for members in history.openGroups {
      guard let operation = members.first(where: { !isTaken($0) }), history.invoked[Int(operation)] <= horizon,
        mayCome(operation, horizon)
      else { continue }
      if let exhaustion = spend() { return exhaustion }
      let next = steps.next(state, history.classes[Int(operation)])
      if next < 0 || next == state { continue }
      let slot = Int(history.slot[Int(operation)])
      open[slot >> 6] |= 1 << UInt64(slot & 63)
      let exhaustion = add(next)
      open[slot >> 6] &= ~(1 << UInt64(slot & 63))
      if let exhaustion { return exhaustion }
    }
    return nil
  }

  private mutating func add(_ state: Int32) -> Exhaustion? {
    guard current.count < most else {
      isCut = true
      return patience == nil ? .configurations(most) : nil
    }
    if let index = current.insert(level: 0, state: state, required: required, open: open) { waiting.append(index) }
    return nil
  }

  private mutating func spend() -> Exhaustion? {
    budget.spend(1 + steps.takeEffort()) { current.bytesAfterGrowth + following.bytesAfterGrowth + steps.bytes }
  }

  private func mayCome(_ operation: Int32, _ horizon: Int32) -> Bool {
    let twin = history.twin[Int(operation)]
    if twin >= 0, !isDone(twin, horizon) { return false }
    let nested = history.nestedTwin[Int(operation)]
    return nested < 0 || history.invoked[Int(nested)] > horizon || isDone(nested, horizon)
  }

  private func isDone(_ operation: Int32, _ horizon: Int32) -> Bool {
    guard history.isRequired(operation) else { return isTaken(operation) }
    return history.returned[Int(operation)] < horizon || has(operation)
  }

  private func isTaken(_ operation: Int32) -> Bool {
    let slot = Int(history.slot[Int(operation)])
    return open[slot >> 6] & (1 << UInt64(slot & 63)) != 0
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
