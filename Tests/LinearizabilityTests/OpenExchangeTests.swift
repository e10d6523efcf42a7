import Testing

@testable import Linearizability

/// Large operations of unknown outcome stand for small ones in both searches, and no verdict changes.
@Suite("Exchanges of open operations")
struct OpenExchangeTests {
  /// A history of which many changes have an unknown outcome, and some observations are wrong.
  private func history<Model: SequentialModel>(
    _ source: RandomHistory<Model>, _ numbers: inout NumberSequence
  ) -> [Operation<Model.Input, Model.Output>] {
    source.make(&numbers, operations: 3 + numbers.next(6)).map { operation in
      var (output, returned) = (operation.output, operation.returned)
      if output.map({ source.model.isObservation(operation.input, $0) }) ?? false {
        if numbers.next(6) == 0 { output = source.outputs[numbers.next(source.outputs.count)] }
      } else if numbers.next(5) < 3 {
        if numbers.next(3) != 0 { output = nil }
        returned = nil
      }
      return Operation(process: operation.process, input: operation.input, output: output, invoked: operation.invoked, returned: returned)
    }
  }

  /// What each search says: in depth, in breadth, and in breadth with fewer configurations, each as far as it is certain.
  private func verdicts<Model: SequentialModel>(
    _ operations: [Operation<Model.Input, Model.Output>], _ model: Model
  ) -> (verdicts: [Bool?], isConcerned: Bool) {
    var steps = TransitionTable(model: model)
    let start = steps.number(of: model.initial)
    let history = LinearizabilityChecker(model: model).compile(operations, &steps)
    var depth = DepthSearch(history, steps, from: start, limits: CheckLimits())
    var outcomes = [depth.run()]
    for (manner, most) in [(ConfigurationTable.Manner.exact, Int.max), (.lowered(2), 200), (.some(2), .max)] {
      var levels = LevelSearch(history, steps, from: start, limits: CheckLimits(), manner: manner, most: most)
      outcomes.append(levels.run())
    }
    let verdicts = outcomes.map { outcome -> Bool? in
      switch outcome {
      case .ok: true
      case .illegal: false
      case .exhausted, .stuck: nil
      }
    }
    return (verdicts, !history.exchanges.isEmpty)
  }

  private func compare<Model: SequentialModel>(
    _ source: RandomHistory<Model>, rounds: Int = 1_500, location: SourceLocation = #_sourceLocation
  ) {
    var numbers = NumberSequence(state: 23)
    let naive = NaiveChecker(model: source.model)
    var (legal, illegal, concerned) = (0, 0, 0)
    for round in 0..<rounds {
      let operations = history(source, &numbers)
      let expected = naive.isLinearizable(operations, from: source.model.initial)
      let (verdicts, isConcerned) = verdicts(operations, source.model)
      if isConcerned {
        concerned += 1
        if expected { legal += 1 } else { illegal += 1 }
      }
      guard verdicts[0] != nil, verdicts[1] != nil, verdicts.allSatisfy({ $0 ?? expected == expected }) else {
        Issue.record("round \(round): \(verdicts), every order tried: \(expected)\n\(operations)", sourceLocation: location)
        return
      }
    }
    #expect(
      legal > rounds / 15 && illegal > rounds / 15, "\(legal) legal and \(illegal) illegal of \(concerned)", sourceLocation: location)
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

  /// Six of one, two of two and one of four, a bit each.
  @Test(
    "one that took large ones can do what one can that took the small ones of the same sum, and no more",
    arguments: [
      ([], [0], true), ([0], [], false), ([0], [1], true), ([6], [0, 1], true), ([0, 1], [6], false), ([6], [0], false),
      ([6, 7], [0, 1, 2, 3], true), ([6, 7], [0, 1, 2], false), ([8], [6, 7], true), ([8], [6, 0, 1], false), ([8], [6, 7, 0], true),
      ([6, 8], [0, 1, 2, 3, 4, 5], true), ([6, 8], [0, 1, 2, 3, 4], false), ([6, 0], [0, 1, 2], true), ([6, 3, 4], [0, 1, 2], false),
    ] as [([Int], [Int], Bool)])
  func covers(taken: [Int], others: [Int], expected: Bool) {
    let amounts = [1, 1, 1, 1, 1, 1, 2, 2, 4]
    let exchanges = OpenExchanges(groups: [[0, 1, 2, 3, 4, 5], [6, 7], [8]], words: 1, slot: Array(0..<9)) { small, large in
      ExactRatio.of(amounts[Int(large)], amounts[Int(small)])
    }
    func bits(_ members: [Int]) -> UInt64 { members.reduce(0) { $0 | 1 << UInt64($1) } }
    #expect(exchanges.covers({ _ in bits(taken) }, { _ in bits(others) }) == expected)
  }
}
