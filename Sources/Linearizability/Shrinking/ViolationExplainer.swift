/// Tells how far an order comes in a history that has none.
struct ViolationExplainer<Model: SequentialModel> {
  let checker: LinearizabilityChecker<Model>

  /// - Parameters:
  ///   - completion: the operation whose completion no order explains.
  ///   - states: what was possible before it; asked of the order itself where there are none.
  func explain(
    _ operations: [Operation<Model.Input, Model.Output>], from state: Model.State, completion: Int, states: [Model.State]
  ) -> LinearizabilityViolation {
    guard operations.indices.contains(completion), let end = operations[completion].returned else {
      return LinearizabilityViolation(longestOrder: [], blocked: [], completion: completion, states: [])
    }
    let prefix = HistoryPrefix(operations, through: end, excluding: completion)
    guard case .ok(let found) = checker.decide(prefix.operations, from: state),
      !found.isEmpty || prefix.operations.allSatisfy({ $0.returned == nil })
    else {
      // An order was not worked out, or not kept.
      let words = Set(states.map(checker.model.describe)).sorted().prefix(LinearizabilityViolation.mostStates)
      return LinearizabilityViolation(longestOrder: [], blocked: [], completion: completion, states: Array(words))
    }
    let order = found.map { prefix.positions[$0] }
    let done = Set(order)
    let blocked = operations.indices.filter { !done.contains($0) && operations[$0].returned != nil && operations[$0].invoked <= end }
    var words = states.map(checker.model.describe)
    if words.isEmpty { words = [checker.model.describe(last(operations, order, from: state))] }
    return LinearizabilityViolation(
      longestOrder: order, blocked: blocked, completion: completion,
      states: Array(Set(words).sorted().prefix(LinearizabilityViolation.mostStates)))
  }

  private func last(_ operations: [Operation<Model.Input, Model.Output>], _ order: [Int], from state: Model.State) -> Model.State {
    order.reduce(state) { state, index in
      let operation = operations[index]
      return checker.model.step(state, operation.input, observed: operation.output ?? checker.model.fixedOutput(of: operation.input))
        ?? state
    }
  }
}
