import Linearizability
import Testing

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
    }
    #expect(legal > rounds / 20 && illegal > rounds / 50, "\(legal) legal, \(illegal) illegal", sourceLocation: location)
  }

  @Test("register with values that come again")
  func register() {
    let inputs: [Register.Input] = [.read, .read, .write(1), .write(2), .write(0)]
    compare(
      RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: [.value(0), .value(1), .value(2), .written]), rounds: 3_000)
  }

  @Test("register with values that are written once")
  func distinctRegister() {
    let inputs = (1...4).map { Register.Input.write($0) } + Array(repeating: .read, count: 6)
    let outputs: [Register.Output] = (0...4).map { .value($0) } + [.value(nil), .written]
    compare(RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: outputs, distinct: true), rounds: 6_000, operations: 8)
  }

  @Test("register with compare-and-set")
  func compareAndSet() {
    let inputs: [Register.Input] = [
      .read, .write(1), .write(2), .compareAndSet(expected: 1, new: 2), .compareAndSet(expected: 2, new: 1),
      .compareAndSet(expected: 0, new: 1),
    ]
    let outputs: [Register.Output] = [.value(0), .value(1), .value(2), .written, .compared(true), .compared(false)]
    compare(RandomHistory(model: Register(initial: 0), inputs: inputs, outputs: outputs), rounds: 3_000)
  }

  @Test("counter")
  func counter() {
    compare(
      RandomHistory(
        model: CounterModel(), inputs: [.add(1), .add(1), .add(2), .read, .addAndGet(1)],
        outputs: [.added] + (0...9).map { .value($0) }))
  }

  @Test("set")
  func set() {
    let subsets: [Set<Int>] = [[], [1], [2], [1, 2]]
    compare(
      RandomHistory(
        model: SetModel<Int>(), inputs: [.add(1), .add(2), .remove(1), .contains(1), .contains(2), .read],
        outputs: [.done, .answer(true), .answer(false)] + subsets.map { .elements($0) }))
  }

  @Test("set that only grows")
  func growingSet() {
    let subsets: [Set<Int>] = (0..<8).map { bits in Set((0..<3).filter { bits >> $0 & 1 == 1 }) }
    compare(
      RandomHistory(
        model: SetModel<Int>(), inputs: [.add(0), .add(1), .add(2)] + Array(repeating: .read, count: 5),
        outputs: [.done] + subsets.map { .elements($0) }, distinct: true), rounds: 3_000)
  }

  @Test("queue with values that come again")
  func queue() {
    compare(
      RandomHistory(
        model: QueueModel<Int>(), inputs: [.enqueue(1), .enqueue(2), .dequeue, .dequeue],
        outputs: [.enqueued, .empty, .value(1), .value(2)]))
  }

  @Test("queue with values that are put in once")
  func distinctQueue() {
    compare(
      RandomHistory(
        model: QueueModel<Int>(), inputs: (1...4).map { .enqueue($0) } + Array(repeating: .dequeue, count: 5),
        outputs: [.enqueued, .empty] + (1...4).map { .value($0) }, distinct: true), rounds: 8_000, operations: 9)
  }

  @Test("mutex")
  func mutex() {
    compare(
      RandomHistory(
        model: MutexModel<Int>(), inputs: [.acquire(1), .acquire(2), .release(1), .release(2)], outputs: [.accepted, .rejected]))
  }

  @Test("lease")
  func lease() {
    compare(
      RandomHistory(
        model: LeaseModel(), inputs: [.acquire, .acquire, .use(1), .use(2), .use(3), .release(1), .release(2)],
        outputs: [.accepted, .rejected] + (1...4).map { .granted($0) }))
  }

  @Test("single use")
  func singleUse() {
    compare(RandomHistory(model: SingleUseModel(), inputs: [.consume], outputs: [.accepted, .rejected]))
  }

  @Test("idempotency key")
  func idempotencyKey() {
    typealias Model = IdempotencyKeyModel<Int>
    compare(
      RandomHistory(
        model: Model(), inputs: [Model.Input(payload: 1), Model.Input(payload: 1), Model.Input(payload: 2)],
        outputs: [.created(1), .created(2), .replayed(1), .replayed(2), .result(1), .result(2), .conflict]))
  }

  @Test("stock")
  func stock() {
    compare(
      RandomHistory(
        model: StockModel(level: 2, capacity: 3), inputs: [.reserve(1), .reserve(2), .restock(1), .read],
        outputs: [.accepted, .rejected] + (0...3).map { .level($0) }))
  }

  @Test("key-value")
  func keyValue() {
    let texts: [HistoryValue] = ["", "a", "b", "ab", "aa", "ba"].map { .string($0) }
    compare(
      RandomHistory(
        model: KeyValueModel(),
        inputs: [
          .get, .get, .put(texts[1]), .append(texts[1]), .append(texts[2]), .delete,
          .compareAndSet(expected: texts[1], new: texts[2]),
        ],
        outputs: [.done, .compared(true), .compared(false), .value(.null)] + texts.map { .value($0) }))
  }

  @Test("key-value that is only appended to")
  func appended() {
    let texts: [HistoryValue] = ["", "a", "b", "ab", "aa", "ba", "bb", "aab", "aba", "bab"].map { .string($0) }
    compare(
      RandomHistory(
        model: KeyValueModel(), inputs: [.get, .get, .append(texts[1]), .append(texts[2]), .append(texts[3])],
        outputs: [.done] + texts.map { .value($0) }), rounds: 3_000)
  }

  @Test("bank")
  func bank() {
    typealias Bank = BankModel<Int>
    let transfers: [Bank.Input] = [
      .transfer(from: 1, to: 2, amount: 1), .transfer(from: 2, to: 1, amount: 2), .transfer(from: 1, to: 1, amount: 1),
    ]
    compare(
      RandomHistory(
        model: Bank(balances: [1: 2, 2: 1]), inputs: transfers + [.read],
        outputs: [.accepted, .rejected] + (0...3).map { .balances([1: $0, 2: 3 - $0]) }))
  }
}
