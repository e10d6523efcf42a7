/// Tries to prove that a history has no order by a short part of it, where a search of the whole gets lost: from an
/// operation behind which the state is known (``HistorySuffix``) up to a completion (``HistoryPrefix``). That forgets how
/// the state came about, which the search would otherwise try again in every way that operations of unknown outcome allow.
struct LocalRefutation<Model: SequentialModel> {
  let model: Model
  let limits: CheckLimits

  /// Moves that a try may cost.
  private static var most: Int { 200_000 }
  /// Configurations at one moment.
  private static var mostConfigurations: Int { 4_000 }
  /// How many completions beyond the one where the search came to a halt, and how many before.
  private static var ahead: [Int] { [0, 8, 64] }
  private static var behind: [Int] { [4, 16, 64] }

  /// Completions, from the one at `level`, of which the last one has no order before it; nil where that was not proved.
  func completions(
    of operations: [Operation<Model.Input, Model.Output>], _ history: CompiledHistory, around level: Int, _ steps: inout Int
  ) -> ArraySlice<Int32>? {
    for distance in Self.ahead where level + distance < history.byReturn.count {
      let last = operations[Int(history.byReturn[level + distance])]
      let prefix = HistoryPrefix(operations, through: last.returned ?? .max)
      for reach in Self.behind {
        guard let (index, state) = anchor(operations, history, before: level - reach),
          let place = prefix.positions.firstIndex(of: index)
        else { continue }
        if isIllegal(HistorySuffix(prefix.operations, after: place).operations, from: state, &steps) {
          return history.byReturn[level...(level + distance)]
        }
      }
    }
    return nil
  }

  /// The last operation that completed before this level and behind which the state is known.
  private func anchor(
    _ operations: [Operation<Model.Input, Model.Output>], _ history: CompiledHistory, before level: Int
  ) -> (index: Int, state: Model.State)? {
    guard level > 0 else { return nil }
    for operation in history.byReturn[..<level].suffix(256).reversed() {
      let candidate = operations[Int(operation)]
      if let output = candidate.output, let state = model.state(after: candidate.input, output) { return (Int(operation), state) }
    }
    return nil
  }

  private func isIllegal(_ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, _ steps: inout Int) -> Bool {
    var bounded = limits
    bounded.steps = min(limits.steps, Self.most)
    var table = TransitionTable(model: model.narrowed(to: operations))
    let start = table.number(of: state)
    let history = LinearizabilityChecker(model: model, limits: bounded).compile(operations, &table)
    // Few configurations for all that differ only in their open operations: what is not possible even so is not possible.
    var search = LevelSearch(
      history, table, from: start, limits: bounded, prunes: true, manner: .lowered(8), most: Self.mostConfigurations)
    let outcome = search.run()
    steps += search.usedSteps
    if case .illegal = outcome { return true }
    bounded.steps = min(limits.steps, Self.most / 4)
    return model.isRefuted(operations, from: state, limits: bounded)
  }
}
