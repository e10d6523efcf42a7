extension BankModel: RecordedModel where Account == HistoryValue {
  static var operations: [String] { ["transfer", "read"] }

  init(recorded initial: HistoryValue?) throws(ModelError) {
    guard let initial, let balances = Self.balances(initial["balances"] ?? initial), !balances.isEmpty else {
      throw .initial("a bank needs its initial balances, for example {\"a\": 10, \"b\": 10}")
    }
    self.init(balances: balances, allowsDebt: initial["balances"] != nil && initial["debt"] == .bool(true))
  }

  static func input(_ operation: RecordedOperation) throws(ModelError) -> Input {
    switch operation.name {
    case "read": return .read
    case "transfer":
      guard let from = operation.argument["from"], let to = operation.argument["to"], let amount = operation.argument["amount"]?.int else {
        throw .argument("'transfer' has the value \(operation.argument). Give it {from, to, amount}")
      }
      return .transfer(from: account(from), to: account(to), amount: amount)
    default: throw unknown(operation)
    }
  }

  static func output(_ answer: RecordedOperation.Answer, of input: Input) throws(ModelError) -> Output {
    guard input == .read else { return try isAccepted(answer) ? .accepted : .rejected }
    guard let balances = balances(answer.value) else {
      throw .answer("'read' was answered with \(answer.value). Record the balance of each account")
    }
    return .balances(balances)
  }

  /// Balances by account, or as a list of the accounts 0, 1, 2...
  private static func balances(_ value: HistoryValue) -> [HistoryValue: Int]? {
    var balances: [HistoryValue: Int] = [:]
    switch value {
    case .map(let members): for (key, value) in members { balances[account(key)] = value.int }
    case .list(let list): for (index, value) in list.enumerated() { balances[account(.integer(index))] = value.int }
    default: return nil
    }
    let count = if case .map(let members) = value { members.count } else { value.list?.count ?? 0 }
    return balances.count == count ? balances : nil
  }

  /// The names of JSON's members are texts, so an account's number and its text are the same.
  private static func account(_ value: HistoryValue) -> HistoryValue { .string(value.string ?? value.description) }
}
