/// Makes a violation small, soundly: whatever it leaves out, a remainder without an order proves that the whole has none.
///
/// Three rules, each with its reason:
/// 1. *The end goes.* A beginning of a history with an order has one (``HistoryPrefix``).
/// 2. *The past goes* where, at some completion, only one configuration was possible: then everything that happened before
///    comes down to that state, and the operations that were not done yet go on from it.
/// 3. *What nobody saw goes.* An observation changes nothing; and what a value did goes together with all who could have
///    seen it, as ``SequentialModel/removal(of:_:)`` says. A write that some remaining operation observed never goes,
///    since its reader would then have no order that it had in the whole.
struct HistoryShrinker<Model: SequentialModel> {
  private typealias Subject = Operation<Model.Input, Model.Output>

  let model: Model
  let limits: CheckLimits

  /// Moves of searches, and operations looked at, that shrinking may cost.
  private static var work: Int { 4_000_000 }
  /// So few operations are understood without forgetting their past.
  private static var fewEnough: Int { 12 }

  func shrink(
    _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, completion: Int
  ) -> ShrunkHistory<Model> {
    let end = operations.indices.contains(completion) ? operations[completion].returned ?? .max : .max
    let prefix = HistoryPrefix(operations, through: end)
    var rest = Rest(operations: prefix.operations, positions: prefix.positions, state: state)
    var work = Self.work
    // Where verdicts are cheap, taking away first leaves the story of the violation whole.
    if model.quickVerdict(of: rest.operations, from: state, limits: limits) != nil { removeUnseen(&rest, &work) }
    for _ in 0..<2 where rest.operations.count > Self.fewEnough {
      forgetPast(&rest, &work)
      removeUnseen(&rest, &work)
    }
    if rest.operations.count <= Self.fewEnough { removeUnseen(&rest, &work) }
    return ShrunkHistory(operations: rest.operations, positions: rest.positions, state: rest.state, explanation: explanation(rest))
  }

  private struct Rest {
    var operations: [Operation<Model.Input, Model.Output>]
    var positions: [Int]
    var state: Model.State

    func keeping(_ kept: [Int]) -> Rest {
      Rest(operations: kept.map { operations[$0] }, positions: kept.map { positions[$0] }, state: state)
    }
  }

  private func explanation(_ rest: Rest) -> LinearizabilityViolation {
    var bounded = limits
    bounded.steps = min(limits.steps, 1_000_000)
    let checker = LinearizabilityChecker(model: model, limits: bounded)
    // The general search knows all the states that were possible, and is a second opinion on a quick verdict.
    var steps = 0
    let decision = checker.search(rest.operations, from: rest.state, steps: &steps)
    if case .illegal(let completion, let states) = decision {
      return ViolationExplainer(checker: checker).explain(rest.operations, from: rest.state, completion: completion, states: states)
    }
    guard case .illegal(let completion, let states) = checker.decide(rest.operations, from: rest.state) else {
      return LinearizabilityViolation(longestOrder: [], blocked: [], completion: rest.operations.count - 1, states: [])
    }
    return ViolationExplainer(checker: checker).explain(rest.operations, from: rest.state, completion: completion, states: states)
  }

  private func isIllegal(_ rest: Rest, _ work: inout Int) -> Bool {
    work -= rest.operations.count + 64
    guard work > 0, !limits.isSpent() else { return false }
    var bounded = limits
    bounded.steps = min(limits.steps, max(work, 1))
    var steps = 0
    let decision = LinearizabilityChecker(model: model, limits: bounded).decide(rest.operations, from: rest.state, steps: &steps)
    work -= steps
    if case .illegal = decision { return true }
    return false
  }

  // MARK: The past

  private func forgetPast(_ rest: inout Rest, _ work: inout Int) {
    var steps = TransitionTable(model: model)
    let start = steps.number(of: rest.state)
    let history = LinearizabilityChecker(model: model).compile(rest.operations, &steps)
    var bounded = limits
    bounded.steps = min(limits.steps, 2_000_000 + rest.operations.count * 40)
    var search = LevelSearch(history, steps, from: start, limits: bounded)
    guard case .illegal(let level, _) = search.run(), let waist = search.waist(before: level - Self.fewEnough / 2) else { return }
    let horizon = history.returned[Int(history.byReturn[waist.level])]
    let kept = rest.operations.indices.filter { index in
      let slot = Int(history.slot[index])
      guard history.isRequired(Int32(index)) else { return slot >= 0 && waist.open[slot >> 6] & (1 << UInt64(slot & 63)) == 0 }
      guard history.returned[index] >= horizon else { return false }
      return history.invoked[index] > horizon || waist.required[slot >> 6] & (1 << UInt64(slot & 63)) == 0
    }
    var shorter = rest.keeping(kept)
    shorter.state = search.steps.state(waist.state)
    if isIllegal(shorter, &work) { rest = shorter }
  }

  // MARK: What nobody saw

  private func removeUnseen(_ rest: inout Rest, _ work: inout Int) {
    var hasChanged = true
    while hasChanged, work > 0 {
      hasChanged = remove(observations(rest), from: &rest, &work)
      hasChanged = remove(groups(rest), from: &rest, &work) || hasChanged
    }
  }

  /// What may go, each unit by itself, from a history with an order without taking its order away.
  func removableUnits(_ operations: [Operation<Model.Input, Model.Output>], from state: Model.State) -> [[Int]] {
    let rest = Rest(operations: operations, positions: Array(operations.indices), state: state)
    return observations(rest) + groups(rest)
  }

  private func isObservation(_ operation: Operation<Model.Input, Model.Output>) -> Bool {
    operation.output.map { model.isObservation(operation.input, $0) } ?? false
  }

  private func observations(_ rest: Rest) -> [[Int]] {
    rest.operations.indices.filter { isObservation(rest.operations[$0]) }.map { [$0] }
  }

  /// Operations that share a key, or share one with one that does. Empty while something could depend on any of them.
  private func groups(_ rest: Rest) -> [[Int]] {
    var owner: [RemovalKey: Int] = [:]
    var parent = Array(rest.operations.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index {
        parent[index] = parent[parent[index]]
        index = parent[index]
      }
      return index
    }
    var members: [Int] = []
    for (index, operation) in rest.operations.enumerated() {
      switch model.removal(of: operation.input, operation.output) {
      case .barrier: return []
      case .kept: continue
      case .keys(let keys):
        members.append(index)
        for key in keys {
          if let other = owner[key] { parent[root(index)] = root(other) } else { owner[key] = index }
        }
      }
    }
    return Dictionary(grouping: members, by: root).values.sorted { $0[0] < $1[0] }
  }

  /// Takes as many units away as can go, halves first (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing
  /// input", TSE 2002). True where something went.
  private func remove(_ units: [[Int]], from rest: inout Rest, _ work: inout Int) -> Bool {
    var gone: Set<Int> = []
    var left = units
    var size = left.count
    while size > 0, work > 0 {
      var start = 0
      while start < left.count, work > 0 {
        let range = start..<min(start + size, left.count)
        let attempt = gone.union(left[range].joined())
        if isIllegal(rest.keeping(rest.operations.indices.filter { !attempt.contains($0) }), &work) {
          gone = attempt
          left.removeSubrange(range)
        } else {
          start = range.upperBound
        }
      }
      size = size == 1 ? 0 : max(1, min(size / 2, left.count))
    }
    if !gone.isEmpty { rest = rest.keeping(rest.operations.indices.filter { !gone.contains($0) }) }
    return !gone.isEmpty
  }
}
