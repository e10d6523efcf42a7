/// Decides whether some order of a history's operations, in which none comes before one that had ended when it began,
/// is one that the model allows (Herlihy and Wing, "Linearizability", TOPLAS 1990).
///
/// Three procedures, from the cheapest: the model's own for special histories, a search in depth that finds an order
/// where one exists, and, where that one's memory is spent, a search in breadth that needs little.
public struct LinearizabilityChecker<Model: SequentialModel>: Sendable {
  public typealias Subject = History<Model.Input, Model.Output>

  public let model: Model
  public internal(set) var limits: CheckLimits
  /// Whether all is tried that may find an order, or that there is none. A shrinker asks often, and takes no for an answer.
  var isThorough = true

  public init(model: Model, limits: CheckLimits = CheckLimits()) {
    self.model = model
    self.limits = limits
  }

  /// Checks the history of one object. Stops with `unknown` at a limit, or when the surrounding task is cancelled.
  public func check(_ history: Subject) -> LinearizabilityVerdict {
    check(history.operations, from: model.initial)
  }

  func check(_ operations: [Operation<Model.Input, Model.Output>], from state: Model.State) -> LinearizabilityVerdict {
    switch decide(operations, from: state) {
    case .ok(let order): .ok(order: order)
    case .exhausted(let exhaustion): .unknown(reason: exhaustion.reason)
    case .illegal(let completion, let states):
      .illegal(ViolationExplainer(checker: self).explain(operations, from: state, completion: completion, states: states))
    }
  }

  /// Checks each key on its own, which is far cheaper than the whole. Keys are visited in order, for the same result
  /// each time; the first illegal one ends the check.
  public func check<Key: Hashable & Comparable & Sendable>(
    _ history: Subject, partitionedBy key: (Model.Input) -> Key
  ) -> (key: Key?, verdict: LinearizabilityVerdict) {
    var parts: [(key: Key, verdict: LinearizabilityVerdict)] = []
    for (key, part) in history.partitioned(by: key).sorted(by: { $0.key < $1.key }) {
      let verdict = check(part)
      parts.append((key, verdict))
      if case .illegal = verdict { break }
    }
    return LinearizabilityVerdict.combined(parts)
  }

  /// A verdict without its explanation.
  enum Decision {
    /// The order is empty where it was not kept.
    case ok(order: [Int])
    /// The operation whose completion no order explains, and the states, at least some, that were possible before it.
    case illegal(completion: Int, states: [Model.State])
    case exhausted(Exhaustion)
  }

  func decide(_ operations: [Operation<Model.Input, Model.Output>], from state: Model.State) -> Decision {
    var steps = 0
    return decide(operations, from: state, steps: &steps)
  }

  /// - Parameter steps: grows by the moves that were made.
  func decide(_ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, steps: inout Int) -> Decision {
    switch model.quickVerdict(of: operations, from: state, limits: limits) {
    case .ok(let order): return .ok(order: order)
    case .illegal:
      let bound = firstIllegalCompletion(ofPart: model.focused(operations, from: state), &steps)
      return .illegal(completion: firstIllegalCompletion(operations, from: state, bound: bound, &steps), states: [])
    case nil: return search(operations, from: state, steps: &steps)
    }
  }

  /// The general search.
  /// - Parameter prunes: false gives all the states that were possible where no order goes on, and takes longer.
  func search(
    _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, steps: inout Int, prunes: Bool = true
  ) -> Decision {
    var table = TransitionTable(model: prunes ? model.narrowed(to: operations) : model)
    let start = table.number(of: state)
    let history = compile(operations, &table)
    var depth = DepthSearch(
      history, table, from: start, limits: limits, prunes: prunes, patience: prunes && isThorough ? Self.patience : nil)
    var outcome = depth.run()
    var isFirst = true
    while case .stuck(let level) = outcome {
      let local = LocalRefutation(model: model, limits: limits)
      if let last = local.completions(of: operations, history, around: level, &steps) {
        steps += depth.usedSteps
        return .illegal(completion: firstIllegal(among: last, operations, from: state, &steps), states: [])
      }
      if isFirst, let decision = searchSome(operations, history, table, from: state, behind: level, &steps) { return decision }
      isFirst = false
      if depth.usedSteps > Self.futility { outcome = .exhausted(.futile(depth.usedSteps)) } else { outcome = depth.run() }
    }
    steps += depth.usedSteps
    switch outcome {
    case .ok(let order): return .ok(order: order)
    case .illegal(let level, let states):
      if Int(depth.prunedThrough) > level {
        return .illegal(
          completion: firstIllegal(among: history.byReturn[level...Int(depth.prunedThrough)], operations, from: state, &steps), states: [])
      }
      return .illegal(completion: Int(history.byReturn[level]), states: states.map { depth.steps.state($0) })
    case .exhausted(.memory) where isThorough: break
    case .stuck: return .exhausted(.futile(depth.usedSteps))
    case .exhausted(let exhaustion): return .exhausted(exhaustion)
    }
    let rest = depth.remainingLimits
    // Frees what the first search remembered.
    depth = DepthSearch(history, table, from: start, limits: rest)
    var levels = LevelSearch(history, table, from: start, limits: rest, prunes: prunes)
    let last = levels.run()
    steps += levels.usedSteps
    switch last {
    // Only the search in depth stops to ask.
    case .stuck: return .exhausted(.steps(limits.steps))
    case .ok: return .ok(order: [])
    case .illegal(let level, let states): return illegal(level, states, levels, history, operations, from: state, &steps)
    case .exhausted(let exhaustion): return .exhausted(exhaustion)
    }
  }

  private func illegal(
    _ level: Int, _ states: [Int32], _ levels: LevelSearch<Model>, _ history: CompiledHistory,
    _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, _ steps: inout Int
  ) -> Decision {
    if Int(levels.prunedThrough) > level {
      let completions = history.byReturn[level...Int(levels.prunedThrough)]
      return .illegal(completion: firstIllegal(among: completions, operations, from: state, &steps), states: [])
    }
    return .illegal(completion: Int(history.byReturn[level]), states: states.map { levels.steps.state($0) })
  }

  /// Where the search in depth gets lost among open operations: goes on from level to level with some of the
  /// configurations, which is fast, and tells where no order was found; there, a part of the history may prove that there
  /// is none. In the end with all configurations, where these are few. Nil where nothing was found.
  private func searchSome(
    _ operations: [Operation<Model.Input, Model.Output>], _ history: CompiledHistory, _ table: TransitionTable<Model>,
    from state: Model.State, behind known: Int, _ steps: inout Int
  ) -> Decision? {
    var table = table
    let start = table.number(of: state)
    let ways: [(ConfigurationTable.Manner, most: Int)] = [(.some(2), 256), (.some(8), 4_096), (.exact, 4_096)]
    for (manner, most) in ways {
      var bounded = limits
      bounded.steps = min(limits.steps, 10_000_000 + history.count * 300)
      var levels = LevelSearch(
        history, table, from: start, limits: bounded, prunes: true, manner: manner, most: most)
      let outcome = levels.run()
      steps += levels.usedSteps
      switch outcome {
      case .ok: return .ok(order: [])
      case .illegal(let level, let states): return illegal(level, states, levels, history, operations, from: state, &steps)
      case .stuck(let level):
        let local = LocalRefutation(model: model, limits: limits)
        if level > known, let last = local.completions(of: operations, history, around: level, &steps) {
          return .illegal(completion: firstIllegal(among: last, operations, from: state, &steps), states: [])
        }
      case .exhausted: continue
      }
    }
    return nil
  }

  /// Moves of the search in depth after which it is given up when it gets no further.
  private static var futility: Int { 10_000_000 }

  /// So few operations are searched where a quick check leaves it open whether a beginning has an order.
  private static var fewEnough: Int { 2_000 }

  /// Moves without progress after which a part of the history is tried alone.
  private static var patience: Int { 200_000 }

  /// The first of these completions up to which there is no order; the last one is known to be such.
  private func firstIllegal(
    among completions: ArraySlice<Int32>, _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, _ steps: inout Int
  ) -> Int {
    var (low, high) = (completions.startIndex, completions.endIndex - 1)
    while low < high {
      let middle = (low + high) / 2
      let prefix = HistoryPrefix(operations, through: operations[Int(completions[middle])].returned ?? .max).operations
      if isRefuted(prefix, from: state, &steps) { high = middle } else { low = middle + 1 }
    }
    return Int(completions[low])
  }

  /// By a search of bounded length.
  private func isRefuted(_ prefix: [Operation<Model.Input, Model.Output>], from state: Model.State, _ steps: inout Int) -> Bool {
    var table = TransitionTable(model: model.narrowed(to: prefix))
    let start = table.number(of: state)
    var bounded = limits
    bounded.steps = min(limits.steps, Self.patience * 4)
    var depth = DepthSearch(compile(prefix, &table), table, from: start, limits: bounded, prunes: true)
    let outcome = depth.run()
    steps += depth.usedSteps
    if case .illegal = outcome { return true }
    return false
  }

  func compile(_ operations: [Operation<Model.Input, Model.Output>], _ steps: inout TransitionTable<Model>) -> CompiledHistory {
    let observations = operations.map { operation in
      guard let output = operation.output else { return false }
      return model.isObservation(operation.input, output)
    }
    return CompiledHistory(
      intervals: operations.map { ($0.invoked, $0.returned) }, classes: steps.classify(operations), isObservation: observations,
      isUseless: { observations[$0] },
      exchange: { small, large in
        let (small, large) = (operations[Int(small)], operations[Int(large)])
        return model.count(of: small.input, small.output ?? model.fixedOutput(of: small.input), doing: large.input)
      })
  }

  private func firstIllegalCompletion(
    ofPart part: FocusedHistory<Model.State, Model.Input, Model.Output>?, _ steps: inout Int
  ) -> Int? {
    guard let part, model.quickVerdict(of: part.operations, from: part.state, limits: limits) == .illegal else { return nil }
    return part.positions[firstIllegalCompletion(part.operations, from: part.state, &steps)]
  }

  /// A beginning of a history that has an order has one too, so the first completion that is too much can be bisected.
  /// - Parameter bound: a completion up to which there is no order.
  private func firstIllegalCompletion(
    _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, bound: Int? = nil, _ steps: inout Int
  ) -> Int {
    let ends = operations.indices.compactMap { index in operations[index].returned.map { (end: $0, index: index) } }
      .sorted { ($0.end, $0.index) < ($1.end, $1.index) }
    func isIllegal(through place: Int) -> Bool {
      let beginning = HistoryPrefix(operations, through: ends[place].end).operations
      switch model.quickVerdict(of: beginning, from: state, limits: limits) {
      case .illegal: return true
      case .ok: return false
      // It hangs on the answers of operations that are open in the beginning.
      case nil: return beginning.count <= Self.fewEnough && isRefuted(beginning, from: state, &steps)
      }
    }
    var (low, high) = (0, ends.count - 1)
    // A part of the object is too much no earlier than the whole is, and mostly no later.
    if let bound, let place = ends.firstIndex(where: { $0.index == bound }) {
      high = place
      if high > 0, !isIllegal(through: high - 1) { low = high }
    }
    while low < high {
      let middle = (low + high) / 2
      if isIllegal(through: middle) { high = middle } else { low = middle + 1 }
    }
    return ends.isEmpty ? 0 : ends[max(low, 0)].index
  }
}
