import Linearizability

/// A linear congruential sequence, so that the histories are the same each time.
struct NumberSequence {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}

/// Small random histories of a model: made from an order that the model allows, and then perhaps spoilt.
struct RandomHistory<Model: SequentialModel> {
  let model: Model
  let inputs: [Model.Input]
  let outputs: [Model.Output]
  /// Each input is used at most once.
  var distinct = false

  func make(_ numbers: inout NumberSequence, operations count: Int) -> [Operation<Model.Input, Model.Output>] {
    var state = model.initial
    var left = inputs
    var operations: [Operation<Model.Input, Model.Output>] = []
    let spread = 1 + numbers.next(6)
    let unknownOnes = 4 + numbers.next(12)
    for point in 0..<count {
      guard !left.isEmpty else { break }
      let choice = numbers.next(left.count)
      let input = left[choice]
      if distinct { left.remove(at: choice) }
      let possible = outputs.filter { model.step(state, input, observed: $0) != nil }
      guard !possible.isEmpty else { continue }
      var output = possible[numbers.next(possible.count)]
      let takesPlace = numbers.next(20) != 0
      if takesPlace { state = model.step(state, input, observed: output) ?? state }
      if numbers.next(12) == 0 {
        let plausible = outputs.filter { Self.isOfSameKind($0, output) }
        output = plausible[numbers.next(plausible.count)]
      }
      let isOpen = numbers.next(unknownOnes) == 0
      operations.append(
        Operation(
          process: point, input: input, output: isOpen ? nil : output, invoked: point * 4 - numbers.next(spread * 4),
          returned: isOpen ? nil : point * 4 + numbers.next(spread * 4)))
    }
    return History(operations: operations).operations
  }

  private static func isOfSameKind(_ one: Model.Output, _ other: Model.Output) -> Bool {
    "\(one)".prefix(4) == "\(other)".prefix(4)
  }
}

/// The definition itself: tries every order of every subset that holds all completed operations.
struct NaiveChecker<Model: SequentialModel> {
  let model: Model

  func isLinearizable(_ operations: [Operation<Model.Input, Model.Output>], from state: Model.State) -> Bool {
    var left = Array(operations.indices)
    return hasOrder(operations, state, &left)
  }

  private func hasOrder(_ operations: [Operation<Model.Input, Model.Output>], _ state: Model.State, _ left: inout [Int]) -> Bool {
    if left.allSatisfy({ operations[$0].returned == nil }) { return true }
    let earliestEnd = left.compactMap { operations[$0].returned }.min() ?? .max
    for position in left.indices {
      let operation = operations[left[position]]
      guard operation.invoked <= earliestEnd, let next = model.step(state, operation.input, observed: operation.output) else { continue }
      let index = left.remove(at: position)
      defer { left.insert(index, at: position) }
      if hasOrder(operations, next, &left) { return true }
    }
    return false
  }

  /// Why an order is no proof: it leaves something out, contradicts real time, or the model does not allow it.
  func flaw(in order: [Int], of operations: [Operation<Model.Input, Model.Output>]) -> String? {
    guard Set(order).count == order.count else { return "an operation comes twice" }
    let done = Set(order)
    guard operations.indices.allSatisfy({ done.contains($0) || operations[$0].returned == nil }) else { return "an operation is left out" }
    var state = model.initial
    var latest = Int.min
    for index in order {
      let operation = operations[index]
      if (operation.returned ?? .max) < latest { return "operation \(index) comes too late" }
      latest = max(latest, operation.invoked)
      guard let next = model.step(state, operation.input, observed: operation.output) else { return "operation \(index) is not allowed" }
      state = next
    }
    return nil
  }
}
