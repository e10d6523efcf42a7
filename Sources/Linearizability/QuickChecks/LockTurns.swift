/// Decides, in O(n log n), histories of a lock that does not tell its owners apart.
///
/// Then acquisitions and releases take turns, and a refusal saw the lock held, or free, at one moment between its invocation
/// and its completion. Nothing needs to come before a completion asks for it: an operation that could come now can come
/// then, too. At a completion as little comes as it needs: the operation itself, with one of the other kind before it where
/// it is not its turn; or one whose turn it is, where a refusal did not see yet what it saw. Whatever an order has there
/// besides can follow right after. Of several of a kind, the one that must end first comes first, and those of unknown
/// outcome last: in every order two of a kind can change places (as in ``CounterSlots``), and the lock never knows.
struct LockTurns<Owner: Hashable & Sendable> {
  typealias Subject = Operation<MutexModel<Owner>.Input, MutexModel<Owner>.Output>

  private enum Role {
    case acquisition, release
    /// A refusal, and whether the lock was held then.
    case refusal(held: Bool)
    /// It says nothing, and need not come.
    case nothing
  }

  /// Operations of one kind that have begun, and did not come yet.
  private struct Waiting {
    /// The ranks of their ends.
    private var ends = EarliestFirst()
    /// Those of unknown outcome.
    private var open: [Int] = []

    mutating func add(_ operation: Int, end: Int) { if end == .max { open.append(operation) } else { ends.insert(end) } }

    /// The one that comes first.
    mutating func next(_ events: [(operation: Int, isEnd: Bool)]) -> Int? {
      ends.removeFirst().map { events[$0].operation } ?? open.popLast()
    }
  }

  private let roles: [Role]
  /// Positions of operations, in the order of their invocations and completions.
  private let events: [(operation: Int, isEnd: Bool)]
  private let ranks: [Int]
  private var isHeld: Bool
  private var isDone: [Bool]
  private var acquisitions = Waiting()
  private var releases = Waiting()
  /// Refusals that have yet to see the lock held, and free.
  private var refusedWhileHeld: [Int] = []
  private var refusedWhileFree: [Int] = []
  private var order: [Int] = []

  /// Nil where there is more than one owner, or an operation came and did not say how.
  init?(_ operations: [Subject], from state: MutexModel<Owner>.State) {
    var owner: Owner??
    if case .held(let holder) = state { owner = .some(holder) }
    var roles: [Role] = []
    roles.reserveCapacity(operations.count)
    for operation in operations {
      let (isAcquisition, caller) =
        switch operation.input {
        case .acquire(let caller): (true, caller)
        case .release(let caller): (false, caller)
        }
      guard owner ?? .some(caller) == caller, operation.output != nil || operation.returned == nil else { return nil }
      owner = .some(caller)
      if operation.output != .rejected {
        roles.append(isAcquisition ? .acquisition : .release)
      } else {
        roles.append(operation.returned == nil ? .nothing : .refusal(held: isAcquisition))
      }
    }
    self.roles = roles
    isHeld = state != .free
    isDone = Array(repeating: false, count: operations.count)
    (events, ranks) = Self.sorted(operations)
  }

  /// At the same position an invocation comes first, so that the two operations overlap.
  private static func sorted(_ operations: [Subject]) -> (events: [(operation: Int, isEnd: Bool)], ranks: [Int]) {
    var timed: [(position: Int, operation: Int, isEnd: Bool)] = []
    timed.reserveCapacity(operations.count * 2)
    for (index, operation) in operations.enumerated() {
      timed.append((operation.invoked, index, false))
      if let returned = operation.returned { timed.append((max(returned, operation.invoked), index, true)) }
    }
    timed.sort { ($0.position, $0.isEnd ? 1 : 0, $0.operation) < ($1.position, $1.isEnd ? 1 : 0, $1.operation) }
    var ranks = [Int](repeating: .max, count: operations.count)
    for (rank, event) in timed.enumerated() where event.isEnd { ranks[event.operation] = rank }
    return (timed.map { ($0.operation, $0.isEnd) }, ranks)
  }

  func verdict() -> QuickVerdict {
    var turns = self
    for event in events {
      if event.isEnd {
        guard turns.end(event.operation) else { return .illegal }
      } else {
        turns.begin(event.operation)
      }
    }
    return .ok(order: turns.order)
  }

  private mutating func begin(_ operation: Int) {
    switch roles[operation] {
    case .acquisition: acquisitions.add(operation, end: ranks[operation])
    case .release: releases.add(operation, end: ranks[operation])
    case .refusal(let held) where held == isHeld: take(operation)
    case .refusal(held: true): refusedWhileHeld.append(operation)
    case .refusal(held: false): refusedWhileFree.append(operation)
    case .nothing: break
    }
  }

  /// False where it could not have come.
  private mutating func end(_ operation: Int) -> Bool {
    if isDone[operation] { return true }
    switch roles[operation] {
    case .acquisition where isHeld, .release where !isHeld: return turn() && turn()
    case .acquisition, .release, .refusal: return turn()
    case .nothing: return true
    }
  }

  /// The one whose turn it is.
  private mutating func turn() -> Bool {
    guard let next = isHeld ? releases.next(events) : acquisitions.next(events) else { return false }
    isHeld.toggle()
    take(next)
    if isHeld {
      for refusal in refusedWhileHeld { take(refusal) }
      refusedWhileHeld.removeAll(keepingCapacity: true)
    } else {
      for refusal in refusedWhileFree { take(refusal) }
      refusedWhileFree.removeAll(keepingCapacity: true)
    }
    return true
  }

  private mutating func take(_ operation: Int) {
    isDone[operation] = true
    order.append(operation)
  }
}
