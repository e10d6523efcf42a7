import Testing

@testable import Linearizability

/// Every model on random histories, beside a checker that tries every order.
@Suite("The checker beside the definition")
struct DifferentialTests {
  private func compare<Model: SequentialModel>(
    _ source: RandomHistory<Model>, rounds: Int = 1_200, operations: Int = 7, location: SourceLocation = #_sourceLocation
  ) {
    var numbers = NumberSequence(state: 11)
    let naive = NaiveChecker(model: source.model)
    let checker = LinearizabilityChecker(model: source.model)
    var (legal, illegal) = (0, 0)
    for round in 0..<rounds {
      let history = source.make(&numbers, operations: 2 + numbers.next(operations - 1))
      let expected = naive.isLinearizable(history, from: source.model.initial)
      let verdict = checker.check(History(operations: history))
      if expected { legal += 1 } else { illegal += 1 }
      guard verdict.isOK == expected, !verdict.isUnknown else {
        Issue.record("round \(round): \(verdict), every order tried: \(expected)\n\(history)", sourceLocation: location)
        return
      }
      if case .ok(let order) = verdict, !(order.isEmpty && !history.isEmpty), let flaw = naive.flaw(in: order, of: history) {
        Issue.record("round \(round): order \(order): \(flaw)\n\(history)", sourceLocation: location)
        return
      }
      if case .illegal(let violation) = verdict, !isFirst(violation.completion, naive, history) {
        Issue.record(
          "round \(round): \(violation.completion) is not the first completion without an order\n\(history)", sourceLocation: location)
        return
      }
    }
    #expect(legal > rounds / 20 && illegal > rounds / 50, "\(legal) legal, \(illegal) illegal", sourceLocation: location)
  }

  /// Whether there is no order up to this completion, and one up to the one before it.
  private func isFirst<Model: SequentialModel>(
    _ completion: Int, _ naive: NaiveChecker<Model>, _ history: [Operation<Model.Input, Model.Output>]
  ) -> Bool {
    guard history.indices.contains(completion), let end = history[completion].returned else { return false }
    func hasOrder(through end: Int) -> Bool {
      naive.isLinearizable(HistoryPrefix(history, through: end).operations, from: naive.model.initial)
    }
    guard !hasOrder(through: end) else { return false }
    return history.compactMap(\.returned).filter { $0 < end }.max().map(hasOrder) ?? true
  }

  @Test("register with values that come again")
  func register() { compare(Samples.register, rounds: 3_000) }

  @Test("register with values that are written once")
  func distinctRegister() {
    let inputs = (1...4).map { Register.Input.write($0) } + Array(repeating: .read, count: 6)
    let outputs: [Register.Output] = (0...4).map { .value($0) } + [.value(nil), .written]
    compare(RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: outputs, distinct: true), rounds: 6_000, operations: 8)
  }

  @Test("register with compare-and-set")
  func compareAndSet() { compare(Samples.compareAndSet, rounds: 3_000) }

  @Test("counter")
  func counter() { compare(Samples.counter) }

  @Test("counter to which always the same is added")
  func unitCounter() {
    compare(Samples.unitCounter, rounds: 3_000, operations: 8)
    compare(Samples.downCounter, rounds: 3_000, operations: 8)
  }

  @Test("counter that only grows, by different amounts")
  func upCounter() { compare(Samples.upCounter, rounds: 3_000) }

  @Test("set")
  func set() { compare(Samples.set) }

  @Test("set that only grows")
  func growingSet() {
    compare(Samples.growingSet, rounds: 3_000)
    compare(Samples.filledSet, rounds: 2_000)
  }

  @Test("queue with values that come again")
  func queue() { compare(Samples.queue) }

  @Test("queue with values that are put in once")
  func distinctQueue() {
    compare(Samples.distinctQueue, rounds: 6_000, operations: 9)
    compare(Samples.filledQueue, rounds: 3_000, operations: 8)
  }

  @Test("mutex")
  func mutex() { compare(Samples.mutex) }

  @Test("mutex without owners")
  func anybodysMutex() {
    compare(Samples.anybodysMutex, rounds: 6_000, operations: 9)
    compare(Samples.heldMutex, rounds: 3_000, operations: 8)
  }

  @Test("lease")
  func lease() { compare(Samples.lease) }

  @Test("single use")
  func singleUse() { compare(Samples.singleUse) }

  @Test("idempotency key")
  func idempotencyKey() { compare(Samples.idempotencyKey) }

  @Test("stock")
  func stock() {
    compare(Samples.stock)
    compare(Samples.fallingStock)
  }

  @Test("key-value")
  func keyValue() { compare(Samples.keyValue) }

  @Test("key-value that is only appended to")
  func appended() {
    let texts: [HistoryValue] = ["", "a", "b", "ab", "aa", "ba", "bb", "aab", "aba", "bab"].map { .string($0) }
    compare(
      RandomHistory(
        model: KeyValueModel(), inputs: [.get, .get, .append(texts[1]), .append(texts[2]), .append(texts[3])],
        outputs: [.done] + texts.map { .value($0) }), rounds: 3_000)
  }

  @Test("key-value whose pieces are put and appended once")
  func lineages() {
    compare(Samples.lineages, rounds: 8_000, operations: 8)
    compare(Samples.listLineages, rounds: 4_000, operations: 8)
  }

  @Test("bank")
  func bank() { compare(Samples.bank) }
}
