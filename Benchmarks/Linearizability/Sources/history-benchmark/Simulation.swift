import Linearizability

/// Clients that wait a moment, invoke, and get their answers a moment later.
struct Simulation {
  struct Pending {
    var process: Int
    var name: String
    var key: HistoryValue?
    var argument: HistoryValue
    var invoked: Int
    var effect: Int
    var returned: Int
    var answer = HistoryValue.null
    var isLost = false
  }

  let workload: Workload
  private var numbers: SplitMix
  private var values: [Int: HistoryValue] = [:]
  private var written = 0
  private var made = 0
  private var queue: [HistoryValue] = []
  private var head = 0
  private var elements: [HistoryValue] = []
  private(set) var isHeld = false
  /// The newest token, and the smallest that still counts.
  private var granted = 0
  private var floor = 0
  private var level = 10
  private var balances = Array(repeating: 100, count: 5)

  init(_ workload: Workload) {
    self.workload = workload
    numbers = SplitMix(state: workload.seed)
  }

  mutating func run() -> [RecordedOperation] {
    var pending: [Pending] = []
    var clocks = (0..<workload.clients).map { _ in numbers.below(100) }
    var next = workload.clients
    var names = Array(0..<workload.clients)
    for index in 0..<workload.operations {
      let client = index % workload.clients
      let invoked = clocks[client] + numbers.below(50)
      let effect = invoked + 1 + numbers.below(100)
      let returned = effect + 1 + numbers.below(100)
      clocks[client] = returned + 1
      made = index
      var operation = call(client)
      operation.process = names[client]
      operation.isLost = numbers.below(1_000) < workload.lost && mayBeLost(operation)
      if operation.isLost {
        names[client] = next
        next += 1
      }
      (operation.invoked, operation.effect, operation.returned) = (invoked, effect, returned)
      pending.append(operation)
    }
    for index in pending.indices.sorted(by: { (pending[$0].effect, $0) < (pending[$1].effect, $1) }) { perform(&pending[index]) }
    if workload.isSpoilt { Spoiler(kind: workload.kind, isHeld: isHeld).spoil(&pending) }
    // One place for each event, so that no two coincide.
    return ranked(pending)
  }

  private func ranked(_ pending: [Pending]) -> [RecordedOperation] {
    var events = pending.indices.flatMap { [(pending[$0].invoked, 0, $0), (pending[$0].returned, 1, $0)] }
    events.sort { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
    var invoked = [Int](repeating: 0, count: pending.count)
    var returned = invoked
    for (rank, event) in events.enumerated() { if event.1 == 0 { invoked[event.2] = rank } else { returned[event.2] = rank } }
    return pending.indices.map { index in
      let operation = pending[index]
      return RecordedOperation(
        process: .integer(operation.process), name: operation.name, key: operation.key, argument: operation.argument,
        answer: operation.isLost ? nil : .init(value: operation.answer), invoked: invoked[index],
        returned: operation.isLost ? nil : returned[index], invokedLine: invoked[index] + 1,
        returnedLine: operation.isLost ? nil : returned[index] + 1)
    }
  }

  // MARK: What is called

  private mutating func call(_ client: Int) -> Pending {
    func make(_ name: String, _ argument: HistoryValue = .null, key: Int? = nil) -> Pending {
      Pending(
        process: client, name: name, key: key.map { .string("k\($0)") }, argument: argument, invoked: 0, effect: 0, returned: 0)
    }
    switch workload.kind {
    case .keyValue:
      let key = numbers.below(workload.keys)
      switch numbers.below(4) {
      case 0: return make("put", .string("p\(fresh())"), key: key)
      case 1: return make("append", .string("a\(fresh())"), key: key)
      default: return make("get", key: key)
      }
    case .register: return numbers.below(2) == 0 ? make("write", .integer(fresh())) : make("read")
    case .casRegister:
      switch numbers.below(3) {
      case 0: return make("write", .integer(numbers.below(5)))
      case 1: return make("cas", .list([.integer(numbers.below(5)), .integer(numbers.below(5))]))
      default: return make("read")
      }
    case .counter: return numbers.below(2) == 0 ? make("add", .integer(1)) : make("read")
    case .mixedCounter: return numbers.below(2) == 0 ? make("add", .integer(1 + numbers.below(2))) : make("read")
    case .queue: return numbers.below(2) == 0 ? make("enqueue", .integer(fresh())) : make("dequeue")
    // Reads of the whole are large, so they are rare.
    case .set: return numbers.below(max(workload.operations / 50, 2)) != 0 ? make("add", .integer(fresh())) : make("read")
    case .mutex: return make(numbers.below(2) == 0 ? "acquire" : "release")
    case .lease:
      guard numbers.below(3) != 0 else { return make("acquire") }
      return make("use")
    case .singleUse: return make("consume", key: made / 10)
    case .idempotencyKey: return make("request", .integer(made / 10), key: made / 10)
    // Always by twos, so that an odd level is never right.
    case .stock:
      switch numbers.below(3) {
      case 0: return make("reserve", .integer(2))
      case 1: return make("restock", .integer(2))
      default: return make("read")
      }
    case .bank:
      guard numbers.below(2) == 0 else { return make("read") }
      let amount = HistoryValue.integer(numbers.below(20))
      return make(
        "transfer",
        .map([.string("from"): .integer(numbers.below(5)), .string("to"): .integer(numbers.below(5)), .string("amount"): amount]))
    }
  }

  /// What is lost must not be able to make a spoilt answer right, and of a lock it would explain everything.
  private func mayBeLost(_ operation: Pending) -> Bool {
    switch workload.kind {
    case .mutex, .lease: return false
    case .casRegister:
      let written = operation.argument.list.map { $0[1] } ?? operation.argument
      return (written.int ?? 9) >= 3
    case .bank: return ["from", "to"].allSatisfy { (operation.argument[$0]?.int ?? 9) >= 2 }
    default: return true
    }
  }

  private mutating func fresh() -> Int {
    written += 1
    return written
  }

  // MARK: What it does

  private mutating func perform(_ operation: inout Pending) {
    // A lost operation takes effect or not.
    if operation.isLost, numbers.below(2) == 0 || operation.name == "dequeue" { return }
    let key = operation.key?.string.flatMap { Int($0.dropFirst()) } ?? 0
    switch operation.name {
    case "put", "write":
      values[key] = operation.argument
    case "append": values[key] = .string((values[key]?.string ?? "") + (operation.argument.string ?? ""))
    case "get", "read": operation.answer = read(key)
    case "cas":
      guard let pair = operation.argument.list, values[key] ?? .null == pair[0] else { return operation.answer = .bool(false) }
      values[key] = pair[1]
    case "add":
      if workload.kind == .set {
        elements.append(operation.argument)
      } else {
        values[key] = .integer((values[key]?.int ?? 0) + (operation.argument.int ?? 0))
      }
    case "enqueue": queue.append(operation.argument)
    case "dequeue":
      guard head < queue.count else { return }
      operation.answer = queue[head]
      head += 1
    case "acquire" where workload.kind == .mutex, "release":
      let wanted = operation.name == "acquire"
      operation.answer = .bool(isHeld != wanted)
      isHeld = wanted
    case "acquire":
      granted += 1
      operation.answer = .integer(granted)
    case "use":
      let token = max(1, granted - numbers.below(3))
      operation.argument = .integer(token)
      if token >= floor, token <= granted { floor = token } else { operation.answer = .bool(false) }
    case "consume":
      operation.answer = .bool(values[key] == nil)
      values[key] = .bool(true)
    case "request":
      if values[key] == nil { values[key] = .integer(operation.invoked) }
      operation.answer = values[key] ?? .null
    case "reserve":
      let amount = operation.argument.int ?? 0
      operation.answer = .bool(amount <= level)
      if amount <= level { level -= amount }
    case "restock": level += operation.argument.int ?? 0
    default: transfer(&operation)
    }
  }

  private func read(_ key: Int) -> HistoryValue {
    switch workload.kind {
    case .set: .list(elements)
    case .bank: .list(balances.map { .integer($0) })
    case .counter, .mixedCounter: values[key] ?? .integer(0)
    case .stock: .integer(level)
    default: values[key] ?? .null
    }
  }

  private mutating func transfer(_ operation: inout Pending) {
    guard let from = operation.argument["from"]?.int, let to = operation.argument["to"]?.int,
      let amount = operation.argument["amount"]?.int,
      balances[from] >= amount
    else { return operation.answer = .bool(false) }
    balances[from] -= amount
    balances[to] += amount
  }
}
