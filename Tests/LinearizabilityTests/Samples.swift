import Linearizability

/// Inputs and outputs of every model, small enough that random histories meet every case of it.
enum Samples {
  static let register = RandomHistory(
    model: Register(initial: 0), inputs: [.read, .read, .write(1), .write(2), .write(0)],
    outputs: [.value(0), .value(1), .value(2), .written])

  static let compareAndSet = RandomHistory(
    model: Register(initial: 0),
    inputs: [
      .read, .write(1), .write(2), .compareAndSet(expected: 1, new: 2), .compareAndSet(expected: 2, new: 1),
      .compareAndSet(expected: 0, new: 1),
    ], outputs: [.value(0), .value(1), .value(2), .written, .compared(true), .compared(false)])

  static let counter = RandomHistory(
    model: CounterModel(), inputs: [.add(1), .add(1), .add(2), .read, .addAndGet(1)], outputs: [.added] + (0...9).map { .value($0) })

  /// Always the same amount, read only.
  static let unitCounter = RandomHistory(
    model: CounterModel(initial: 3), inputs: [.add(1), .add(1), .read], outputs: [.added] + (3...9).map { .value($0) })

  /// Always the same amount, downwards, sometimes with the new value.
  static let downCounter = RandomHistory(
    model: CounterModel(initial: 1), inputs: [.add(-2), .addAndGet(-2), .read], outputs: [.added] + (-11...1).map { .value($0) })

  static let upCounter = RandomHistory(
    model: CounterModel(), inputs: [.add(1), .add(2), .read], outputs: [.added] + (0...9).map { .value($0) })

  static let set = RandomHistory(
    model: SetModel<Int>(), inputs: [.add(1), .add(2), .remove(1), .contains(1), .contains(2), .read],
    outputs: [.done, .answer(true), .answer(false)] + ([[], [1], [2], [1, 2]] as [Set<Int>]).map { .elements($0) })

  static let growingSet = RandomHistory(
    model: SetModel<Int>(), inputs: [.add(0), .add(1), .add(2)] + Array(repeating: .read, count: 5),
    outputs: [.done] + (0..<8).map { bits in .elements(Set((0..<3).filter { bits >> $0 & 1 == 1 })) }, distinct: true)

  /// With something in it from the beginning, that may be added once more.
  static let filledSet = RandomHistory(
    model: SetModel<Int>(initial: [0]), inputs: [.add(0), .add(1), .add(2)] + Array(repeating: .read, count: 4),
    outputs: [.done] + (0..<8).map { bits in .elements(Set((0..<3).filter { bits >> $0 & 1 == 1 })) }, distinct: true)

  static let queue = RandomHistory(
    model: QueueModel<Int>(), inputs: [.enqueue(1), .enqueue(2), .dequeue, .dequeue], outputs: [.enqueued, .empty, .value(1), .value(2)])

  static let distinctQueue = RandomHistory(
    model: QueueModel<Int>(), inputs: (1...4).map { .enqueue($0) } + Array(repeating: .dequeue, count: 5),
    outputs: [.enqueued, .empty] + (1...4).map { .value($0) }, distinct: true)

  /// With something in it from the beginning.
  static let filledQueue = RandomHistory(
    model: QueueModel<Int>(initial: [8, 9]), inputs: (1...3).map { .enqueue($0) } + Array(repeating: .dequeue, count: 5),
    outputs: [.enqueued, .empty] + [1, 2, 3, 8, 9].map { .value($0) }, distinct: true)

  static let mutex = RandomHistory(
    model: MutexModel<Int>(), inputs: [.acquire(1), .acquire(2), .release(1), .release(2)], outputs: [.accepted, .rejected])

  /// Without owners, as most record it.
  static let anybodysMutex = RandomHistory(
    model: MutexModel<Int>(), inputs: [.acquire(nil), .acquire(nil), .release(nil)], outputs: [.accepted, .rejected])

  static let heldMutex = RandomHistory(
    model: MutexModel<Int>(initial: .held(1)), inputs: [.acquire(1), .release(1)], outputs: [.accepted, .rejected])

  static let lease = RandomHistory(
    model: LeaseModel(), inputs: [.acquire, .acquire, .use(1), .use(2), .use(3), .release(1), .release(2)],
    outputs: [.accepted, .rejected] + (1...4).map { .granted($0) })

  static let singleUse = RandomHistory(model: SingleUseModel(), inputs: [.consume], outputs: [.accepted, .rejected])

  typealias Key = IdempotencyKeyModel<Int>
  static let idempotencyKey = RandomHistory(
    model: Key(), inputs: [Key.Input(payload: 1), Key.Input(payload: 1), Key.Input(payload: 2)],
    outputs: [.created(1), .created(2), .replayed(1), .replayed(2), .result(1), .result(2), .conflict])

  static let stock = RandomHistory(
    model: StockModel(level: 2, capacity: 3), inputs: [.reserve(1), .reserve(2), .restock(1), .read],
    outputs: [.accepted, .rejected] + (0...3).map { .level($0) })

  /// Nothing comes back.
  static let fallingStock = RandomHistory(
    model: StockModel(level: 4), inputs: [.reserve(1), .reserve(2), .read], outputs: [.accepted, .rejected] + (0...4).map { .level($0) })

  static let texts: [HistoryValue] = ["", "a", "b", "ab", "aa", "ba"].map { .string($0) }
  static let keyValue = RandomHistory(
    model: KeyValueModel(),
    inputs: [
      .get, .get, .put(texts[1]), .append(texts[1]), .append(texts[2]), .delete, .compareAndSet(expected: texts[1], new: texts[2]),
    ], outputs: [.done, .compared(true), .compared(false), .value(.null)] + texts.map { .value($0) })

  /// Every piece comes once, and tells where it came from.
  static let lineages = RandomHistory(
    model: KeyValueModel(),
    inputs: [.put(.string("p")), .put(.string("q")), .append(.string("a")), .append(.string("b"))] + Array(repeating: .get, count: 5),
    outputs: [.done, .value(.null)]
      + ["", "p", "q", "pa", "pb", "pab", "pba", "qa", "qb", "qab", "a", "b", "ab", "ba", "pq"].map { .value(.string($0)) }, distinct: true)

  /// The same of lists, with something there from the beginning.
  static let listLineages = RandomHistory(
    model: KeyValueModel(initial: .list([.integer(0)])),
    inputs: [.put(.list([.integer(1), .integer(2)])), .append(.integer(3)), .append(.integer(4))] + Array(repeating: .get, count: 5),
    outputs: [.done, .value(.null)]
      + [[0], [1, 2], [0, 3], [0, 4], [0, 3, 4], [0, 4, 3], [1, 2, 3], [1, 2, 4], [1, 2, 3, 4], [1, 2, 4, 3], [3]].map { list in
        .value(.list(list.map { .integer($0) }))
      }, distinct: true)

  typealias Bank = BankModel<Int>
  static let bank = RandomHistory(
    model: Bank(balances: [1: 2, 2: 1]),
    inputs: [.transfer(from: 1, to: 2, amount: 1), .transfer(from: 2, to: 1, amount: 2), .transfer(from: 1, to: 1, amount: 1), .read],
    outputs: [.accepted, .rejected] + (0...3).map { .balances([1: $0, 2: 3 - $0]) } + [.balances([1: 2, 2: 2]), .balances([1: 3])])
}
