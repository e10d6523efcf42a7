import Testing

@testable import Linearizability

/// Large operations of unknown outcome stand for small ones in both searches, and no verdict changes.
@Suite("Exchanges of open operations")
struct OpenExchangeTests {
  private func compare<Model: SequentialModel>(_ source: RandomHistory<Model>, location: SourceLocation = #_sourceLocation) {
    var numbers = NumberSequence(state: 23)
    let naive = NaiveChecker(model: source.model)
    let checker = LinearizabilityChecker(model: source.model)
    var (legal, illegal, concerned) = (0, 0, 0)
    for round in 0..<1_500 {
      let operations = source.make(&numbers, operations: 3 + numbers.next(6)).map { operation in
        guard numbers.next(5) < 2 else { return operation }
        return Operation(
          process: operation.process, input: operation.input, output: numbers.next(3) == 0 ? operation.output : nil,
          invoked: operation.invoked, returned: nil)
      }
      let expected = naive.isLinearizable(operations, from: source.model.initial)
      if expected { legal += 1 } else { illegal += 1 }
      var steps = TransitionTable(model: source.model)
      let start = steps.number(of: source.model.initial)
      let history = checker.compile(operations, &steps)
      if !history.exchanges.isEmpty { concerned += 1 }
      var depth = DepthSearch(history, steps, from: start, limits: CheckLimits())
      var levels = LevelSearch(history, steps, from: start, limits: CheckLimits())
      let hasOrder = [depth.run(), levels.run()].map { if case .ok = $0 { true } else { false } }
      guard hasOrder == [expected, expected] else {
        Issue.record("round \(round): \(hasOrder), every order tried: \(expected)\n\(operations)", sourceLocation: location)
        return
      }
    }
    #expect(legal > 100 && illegal > 100 && concerned > 200, "\(legal), \(illegal), \(concerned)", sourceLocation: location)
  }

  @Test("what a counter was added, in parts or as a whole")
  func counter() {
    compare(
      RandomHistory(
        model: CounterModel(), inputs: [.add(1), .add(2), .add(4), .addAndGet(2), .read, .read],
        outputs: [.added] + (0...12).map { .value($0) }))
    compare(
      RandomHistory(
        model: CounterModel(initial: 9), inputs: [.add(-1), .add(-2), .add(3), .read, .read],
        outputs: [.added] + (-3...15).map { .value($0) }))
  }

  @Test("what a stock gave and got, in parts or as a whole")
  func stock() {
    compare(
      RandomHistory(
        model: StockModel(level: 2, capacity: 5), inputs: [.reserve(1), .reserve(2), .restock(1), .restock(3), .read, .read],
        outputs: [.accepted, .rejected] + (0...5).map { .level($0) }))
  }

  @Test("of open additions that make the same sum, the large ones go first")
  func large() {
    // Ten of one and ten of two that nobody knows of, then reads of every second value.
    var operations: [Operation<CounterModel.Input, CounterModel.Output>] = []
    for index in 0..<20 {
      operations.append(.init(process: index, input: .add(1 + index % 2), output: nil, invoked: index, returned: nil))
    }
    for index in 0..<15 {
      operations.append(
        .init(process: 30, input: .read, output: .value(index * 2), invoked: 100 + index * 2, returned: 101 + index * 2))
    }
    var steps = TransitionTable(model: CounterModel())
    let start = steps.number(of: 0)
    let history = LinearizabilityChecker(model: CounterModel()).compile(operations, &steps)
    #expect(history.exchanges.exchanges == [.init(large: 1, small: 0, ratio: 2)])
    var levels = LevelSearch(history, steps, from: start, limits: CheckLimits(), prunes: true, most: 60)
    guard case .ok = levels.run() else {
      Issue.record("no order")
      return
    }
  }
}
