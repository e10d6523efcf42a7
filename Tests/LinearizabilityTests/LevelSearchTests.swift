import Testing

@testable import Linearizability

/// The search that takes over when memory is short agrees with the one in depth, also about where an order ends.
@Suite("Search in breadth")
struct LevelSearchTests {
  private func compare<Model: SequentialModel>(_ source: RandomHistory<Model>, location: SourceLocation = #_sourceLocation) {
    var numbers = NumberSequence(state: 5)
    let checker = LinearizabilityChecker(model: source.model)
    for round in 0..<400 {
      let operations = source.make(&numbers, operations: 2 + numbers.next(9))
      var steps = TransitionTable(model: source.model)
      let start = steps.number(of: source.model.initial)
      let history = checker.compile(operations, &steps)
      var depth = DepthSearch(history, steps, from: start, limits: CheckLimits())
      var levels = LevelSearch(history, steps, from: start, limits: CheckLimits())
      switch (depth.run(), levels.run()) {
      case (.ok, .ok): continue
      case (.illegal(let one, let depthStates), .illegal(let other, let levelStates)) where one == other:
        // The search in depth also meets states behind operations that it took before anything needed them.
        let words = Set(depthStates.map { depth.steps.state($0) })
        guard levelStates.allSatisfy({ words.contains(levels.steps.state($0)) }) else {
          Issue.record("round \(round): other states at level \(one)", sourceLocation: location)
          return
        }
      case let verdicts:
        Issue.record("round \(round): \(verdicts)\n\(operations)", sourceLocation: location)
        return
      }
    }
  }

  @Test("register with compare-and-set")
  func compareAndSet() {
    let inputs: [Register.Input] = [
      .read, .write(1), .write(2), .compareAndSet(expected: 1, new: 2), .compareAndSet(expected: 0, new: 1),
    ]
    let outputs: [Register.Output] = [.value(0), .value(1), .value(2), .written, .compared(true), .compared(false)]
    compare(RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: outputs))
  }

  @Test("counter")
  func counter() {
    compare(
      RandomHistory(model: CounterModel(), inputs: [.add(1), .add(1), .add(2), .read], outputs: [.added] + (0...9).map { .value($0) }))
  }

  @Test("stock")
  func stock() {
    compare(
      RandomHistory(
        model: StockModel(level: 2, capacity: 3), inputs: [.reserve(1), .reserve(2), .restock(1), .read],
        outputs: [.accepted, .rejected] + (0...3).map { .level($0) }))
  }
}
