/// Makes a violation small, soundly: whatever it leaves out, a remainder without an order proves that the whole has none.
///
/// Four rules, each with its reason:
/// 1. *The end goes.* A beginning of a history with an order has one (``HistoryPrefix``).
/// 2. *The past goes* where, at some completion, only few states were possible, and nothing follows from any of them: then
///    everything that happened before comes down to these states, and the operations that were not done yet go on from
///    them. What was done in some configurations and not in others may come or not.
///    The same holds behind any operation that leaves only one state, such as a write, without a search: what overlapped it
///    came before or after it.
/// 3. *The rest of the object goes* where a part of it has no order by itself (``SequentialModel/focused(_:from:)``).
/// 4. *What nobody saw goes.* An observation changes nothing; and what a value did goes together with all who could have
///    seen it, as ``SequentialModel/removal(of:_:)`` says. A write that some remaining operation observed never goes,
///    since its reader would then have no order that it had in the whole.
struct HistoryShrinker<Model: SequentialModel> {
  private typealias Subject = Operation<Model.Input, Model.Output>

  let model: Model
  let limits: CheckLimits

  /// Moves of searches, and operations looked at, that shrinking may cost.
  private static var work: Int { 2_000_000 }
  /// Moves, and bytes, that it may cost to find all the states that were possible.
  private static var explaining: Int { 100_000 }
  private static var explainingMemory: Int { 16 << 20 }
  /// Bytes that it may cost to find the states behind which the past is forgotten.
  private static var forgettingMemory: Int { 64 << 20 }
  /// Configurations at one moment, behind which the past is forgotten.
  private static var mostConfigurations: Int { 10_000 }
  /// So few operations are understood without forgetting their past.
  private static var fewEnough: Int { 12 }
  /// With more to look at, the past goes first.
  private static var muchEffort: Int { 20_000 }
  /// Levels that are tried for forgetting the past.
  private static var mostTries: Int { 8 }

  func shrink(
    _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, completion: Int
  ) -> ShrunkHistory<Model> {
    let end = operations.indices.contains(completion) ? operations[completion].returned ?? .max : .max
    let prefix = HistoryPrefix(operations, through: end)
    var rest = Rest(operations: prefix.operations, positions: prefix.positions, states: [state])
    var work = Self.work
    focus(&rest, &work)
    // Where verdicts are cheap, taking away first leaves the story of the violation whole.
    if effort(rest) <= Self.muchEffort, model.quickVerdict(of: rest.operations, from: state, limits: limits) != nil,
      !groups(rest).isEmpty
    {
      removeUnseen(&rest, &work)
    }
    for _ in 0..<2 where rest.operations.count > Self.fewEnough {
      let before = rest.operations.count
      beginLater(&rest, &work)
      forgetPast(&rest, &work)
      removeUnseen(&rest, &work)
      if rest.operations.count == before { break }
    }
    if rest.operations.count <= Self.fewEnough { removeUnseen(&rest, &work) }
    let (explained, explanation) = explanation(rest)
    return ShrunkHistory(
      operations: rest.operations, positions: rest.positions, states: rest.states, state: explained, explanation: explanation)
  }

  /// Goes on with a part of the object where that has no order either.
  private func focus(_ rest: inout Rest, _ work: inout Int) {
    guard let state = rest.states.first, rest.states.count == 1, let part = model.focused(rest.operations, from: state) else { return }
    let focused = Rest(operations: part.operations, positions: part.positions.map { rest.positions[$0] }, states: [part.state])
    if isIllegal(focused, &work) { rest = focused }
  }

  private struct Rest {
    var operations: [Operation<Model.Input, Model.Output>]
    var positions: [Int]
    /// Where there are several, the operations have no order from any of them.
    var states: [Model.State]

    func keeping(_ kept: [Int]) -> Rest {
      Rest(operations: kept.map { operations[$0] }, positions: kept.map { positions[$0] }, states: states)
    }
  }

  /// Of the states from which there is no order, the one that comes furthest.
  private func explanation(_ rest: Rest) -> (Model.State, LinearizabilityViolation) {
    func end(_ violation: LinearizabilityViolation) -> Int {
      rest.operations.indices.contains(violation.completion) ? rest.operations[violation.completion].returned ?? -1 : -1
    }
    let all = rest.states.map { ($0, explanation(rest, from: $0)) }
    guard let (state, furthest) = all.max(by: { end($0.1) < end($1.1) }) else {
      return (model.initial, explanation(rest, from: model.initial))
    }
    var violation = furthest
    let words = Set(all.filter { $0.1.completion == violation.completion }.flatMap(\.1.states)).sorted()
    violation.states = Array(words.prefix(LinearizabilityViolation.mostStates))
    return (state, violation)
  }

  /// Within bounds of its own. Where these do not suffice, only the completion is named, and no order.
  private func explanation(_ rest: Rest, from state: Model.State) -> LinearizabilityViolation {
    var bounded = limits
    bounded.memory = min(limits.memory, Self.explainingMemory)
    var checker = LinearizabilityChecker(model: model, limits: bounded)
    checker.isThorough = false
    // The general search knows all the states that were possible, and is a second opinion on a quick verdict.
    for prunes in [false, true] {
      checker.limits.steps = min(limits.steps, prunes ? Self.explaining * 10 : Self.explaining)
      var steps = 0
      let decision =
        prunes
        ? checker.decide(rest.operations, from: state, steps: &steps)
        : checker.search(rest.operations, from: state, steps: &steps, prunes: false)
      if case .illegal(let completion, let states) = decision {
        checker.limits.steps = min(limits.steps, Self.explaining * 10)
        return ViolationExplainer(checker: checker).explain(rest.operations, from: state, completion: completion, states: states)
      }
    }
    let last = rest.operations.indices.max { rest.operations[$0].returned ?? -1 < rest.operations[$1].returned ?? -1 }
    return LinearizabilityViolation(longestOrder: [], blocked: [], completion: last ?? 0, states: [])
  }

  private func isIllegal(_ rest: Rest, _ work: inout Int) -> Bool {
    work -= effort(rest) + 64
    guard work > 0, !limits.isSpent() else { return false }
    var bounded = limits
    bounded.steps = min(limits.steps, max(work, 1))
    var checker = LinearizabilityChecker(model: model, limits: bounded)
    checker.isThorough = false
    return rest.states.allSatisfy { state in
      var steps = 0
      let decision = checker.decide(rest.operations, from: state, steps: &steps)
      work -= steps
      if case .illegal = decision { return true }
      return false
    }
  }

  private func effort(_ rest: Rest) -> Int { rest.operations.reduce(0) { $0 + model.effort(of: $1.input, $1.output) } }

  // MARK: The past

  /// Begins right after one of the last operations behind which the state is known.
  private func beginLater(_ rest: inout Rest, _ work: inout Int) {
    let ended = rest.operations.indices.filter { rest.operations[$0].returned != nil }
      .sorted { rest.operations[$0].returned ?? 0 > rest.operations[$1].returned ?? 0 }
    // Where verdicts are cheap, only what leaves them so.
    let isQuick =
      rest.states.count == 1 && rest.states.allSatisfy { model.quickVerdict(of: rest.operations, from: $0, limits: limits) != nil }
    var (tries, skips) = (0, 0)
    for (place, index) in ended.enumerated().dropFirst(Self.fewEnough / 2) {
      let operation = rest.operations[index]
      guard place >= Self.fewEnough / 2 << tries, let output = operation.output, let state = model.state(after: operation.input, output)
      else { continue }
      let suffix = HistorySuffix(rest.operations, after: index)
      if isQuick, skips < Self.mostTries / 2, model.quickVerdict(of: suffix.operations, from: state, limits: limits) == nil {
        skips += 1
        work -= suffix.operations.count
        if work > 0 { continue } else { return }
      }
      let later = Rest(operations: suffix.operations, positions: suffix.positions.map { rest.positions[$0] }, states: [state])
      if isIllegal(later, &work) {
        rest = later
        return
      }
      tries += 1
      if tries == Self.mostTries { return }
    }
  }

  private func forgetPast(_ rest: inout Rest, _ work: inout Int) {
    guard let state = rest.states.first, rest.states.count == 1 else { return }
    var steps = TransitionTable(model: model.narrowed(to: rest.operations))
    let start = steps.number(of: state)
    let history = LinearizabilityChecker(model: model).compile(rest.operations, &steps)
    var bounded = limits
    bounded.steps = min(limits.steps, 2_000_000 + rest.operations.count * 40)
    bounded.memory = min(limits.memory, Self.forgettingMemory)
    var search = LevelSearch(history, steps, from: start, limits: bounded, prunes: true, most: Self.mostConfigurations)
    guard case .illegal(let level, _) = search.run() else { return }
    for waist in search.waists(before: level - Self.fewEnough / 2).prefix(Self.mostTries) {
      var shorter = remainder(of: rest, behind: waist, history)
      shorter.states = waist.states.map { search.steps.state($0) }
      guard shorter.operations.count < rest.operations.count, isIllegal(shorter, &work) else { continue }
      rest = shorter
      return
    }
  }

  private func remainder(of rest: Rest, behind waist: LevelSearch<Model>.Waist, _ history: CompiledHistory) -> Rest {
    let horizon = history.returned[Int(history.byReturn[waist.level])]
    func has(_ words: [UInt64], _ slot: Int) -> Bool { words[slot >> 6] & (1 << UInt64(slot & 63)) != 0 }
    var shorter = rest.keeping([])
    for index in rest.operations.indices {
      let slot = Int(history.slot[index])
      var operation = rest.operations[index]
      if !history.isRequired(Int32(index)) {
        if slot < 0 || has(waist.openInAll, slot) { continue }
      } else if history.returned[index] < horizon {
        continue
      } else if history.invoked[index] < horizon, has(waist.requiredInSome, slot) {
        if has(waist.requiredInAll, slot) { continue }
        operation = Operation(
          process: operation.process, input: operation.input, output: operation.output, invoked: operation.invoked, returned: nil)
      }
      shorter.operations.append(operation)
      shorter.positions.append(rest.positions[index])
    }
    return shorter
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
    let rest = Rest(operations: operations, positions: Array(operations.indices), states: [state])
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
      // It came, and what it did is not known.
      if operation.output == nil, operation.returned != nil { return [] }
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
