import Testing

@testable import Linearizability

/// What a search in breadth says that keeps fewer configurations than there are, beside the definition.
@Suite("Search in breadth with fewer configurations")
struct PartialSearchTests {
  private func check<Model: SequentialModel>(
    _ source: RandomHistory<Model>, rounds: Int = 250, operations most: Int = 8, location: SourceLocation = #_sourceLocation
  ) {
    var numbers = NumberSequence(state: 77)
    let naive = NaiveChecker(model: source.model)
    let manners: [(manner: ConfigurationTable.Manner, most: Int)] = [
      (.lowered(1), 20), (.lowered(2), 200), (.some(1), 3), (.some(2), .max),
    ]
    var answers = [Int](repeating: 0, count: manners.count)
    for round in 0..<rounds {
      let operations = source.make(&numbers, operations: 2 + numbers.next(most - 1))
      let expected = naive.isLinearizable(operations, from: source.model.initial)
      for (index, (manner, most)) in manners.enumerated() {
        var table = TransitionTable(model: source.model.narrowed(to: operations))
        let start = table.number(of: source.model.initial)
        let history = LinearizabilityChecker(model: source.model).compile(operations, &table)
        var search = LevelSearch(history, table, from: start, limits: CheckLimits(), prunes: true, manner: manner, most: most)
        let outcome = search.run()
        let answer: Bool? =
          switch outcome {
          case .ok: true
          case .illegal: false
          case .exhausted, .stuck: nil
          }
        guard let answer else { continue }
        answers[index] += 1
        guard answer == expected else {
          Issue.record(
            "round \(round), \(manner), \(most): \(outcome), every order tried: \(expected)\n\(operations)", sourceLocation: location)
          return
        }
      }
    }
    #expect(answers.allSatisfy { $0 > rounds / 3 }, "\(answers) of \(rounds)", sourceLocation: location)
  }

  @Test("is never wrong, and mostly knows, about registers and keys")
  func values() {
    check(Samples.register)
    check(Samples.compareAndSet)
    check(Samples.keyValue)
  }

  @Test("is never wrong, and mostly knows, about what is counted")
  func counted() {
    check(Samples.counter)
    check(Samples.upCounter)
    check(Samples.stock, rounds: 500)
    check(Samples.bank)
  }

  @Test("is never wrong, and mostly knows, about what is held, collected or used")
  func held() {
    check(Samples.mutex, rounds: 500)
    check(Samples.lease)
    check(Samples.set)
    check(Samples.queue)
    check(Samples.idempotencyKey)
  }
}
