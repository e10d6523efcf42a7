import Testing

@testable import Linearizability

/// What a part of a history proves, the whole bears out.
@Suite("Refutation by a part")
struct LocalRefutationTests {
  private func check<Model: SequentialModel>(_ source: RandomHistory<Model>, location: SourceLocation = #_sourceLocation) {
    var numbers = NumberSequence(state: 41)
    let naive = NaiveChecker(model: source.model)
    let checker = LinearizabilityChecker(model: source.model)
    var proofs = 0
    for round in 0..<300 {
      let operations = source.make(&numbers, operations: 9)
      var table = TransitionTable(model: source.model)
      _ = table.number(of: source.model.initial)
      let history = checker.compile(operations, &table)
      var steps = 0
      for level in history.byReturn.indices.dropFirst(4) {
        let refutation = LocalRefutation(model: source.model, limits: CheckLimits())
        guard let last = refutation.completions(of: operations, history, around: level, &steps)?.last else { continue }
        proofs += 1
        let prefix = HistoryPrefix(operations, through: operations[Int(last)].returned ?? .max)
        guard !naive.isLinearizable(prefix.operations, from: source.model.initial) else {
          Issue.record("round \(round), level \(level): \(operations)", sourceLocation: location)
          return
        }
        break
      }
    }
    #expect(proofs > 5, "\(proofs) proofs", sourceLocation: location)
  }

  @Test("no order of the whole where a part has none")
  func sound() {
    check(Samples.compareAndSet)
    check(Samples.counter)
    check(Samples.stock)
    check(Samples.set)
    check(Samples.bank)
    check(Samples.mutex)
    check(Samples.keyValue)
  }

  @Test("no order of a bank where one account has none")
  func accounts() {
    var numbers = NumberSequence(state: 9)
    let model = Samples.bank.model
    let naive = NaiveChecker(model: model)
    var proofs = 0
    for round in 0..<1_500 {
      let operations = Samples.bank.make(&numbers, operations: 7)
      guard model.isRefuted(operations, from: model.initial, limits: CheckLimits()) else { continue }
      proofs += 1
      guard !naive.isLinearizable(operations, from: model.initial) else {
        Issue.record("round \(round): \(operations)")
        return
      }
    }
    #expect(proofs > 50, "\(proofs) proofs")
  }
}
