/// Proves that a bank's history has no order by one account alone, which is a stock of money: a transfer takes something out
/// of it or puts something in, and what happens to the others is nobody's business. Each order of the whole is one of the
/// account's operations, so where these have none, the whole has none. A transfer of unknown outcome between other accounts
/// is out of the way then.
struct BankAccounts<Account: Hashable & Sendable> {
  typealias Subject = Operation<BankModel<Account>.Input, BankModel<Account>.Output>
  private typealias Part = Operation<StockModel.Input, StockModel.Output>

  let model: BankModel<Account>
  let operations: [Subject]

  /// - Parameter state: the balances, in the order of the model's accounts.
  func haveNoOrder(from state: [Int], limits: CheckLimits, most: Int) -> Bool {
    // A debt has no limit, so nothing is ever refused; and where sums could overflow, a refusal may have that reason.
    guard !model.allowsDebt, state.allSatisfy({ $0 >= 0 }), !isNearOverflow(state) else { return false }
    return model.accounts.indices.contains { place in
      let parts = operations.compactMap { part(of: $0, model.accounts[place]) }
      let stock = StockModel(level: state[place])
      var table = TransitionTable(model: stock.narrowed(to: parts))
      let start = table.number(of: state[place])
      let history = LinearizabilityChecker(model: stock, limits: limits).compile(parts, &table)
      var search = LevelSearch(history, table, from: start, limits: limits, prunes: true, manner: .lowered(8), most: most)
      if case .illegal = search.run() { return true }
      return false
    }
  }

  /// What the operation is to this account; nil where that is nothing, or says nothing.
  private func part(of operation: Subject, _ account: Account) -> Part? {
    let input: StockModel.Input
    var output: StockModel.Output?
    switch (operation.input, operation.output) {
    case (.read, .balances(let seen)):
      guard let balance = seen[account], operation.returned != nil else { return nil }
      (input, output) = (.read, .level(balance))
    case (.transfer(let from, let to, let amount), let answer):
      guard amount >= 0, from != to, model.accounts.contains(from), model.accounts.contains(to) else { return nil }
      switch answer {
      case .accepted: output = .accepted
      case .rejected:
        guard from == account else { return nil }
        output = .rejected
      case nil:
        // It came, and nobody knows how.
        guard operation.returned == nil else { return nil }
      case .balances: return nil
      }
      if from == account { input = .reserve(amount) } else if to == account { input = .restock(amount) } else { return nil }
    default: return nil
    }
    return Part(process: operation.process, input: input, output: output, invoked: operation.invoked, returned: operation.returned)
  }

  private func isNearOverflow(_ state: [Int]) -> Bool {
    var sum = 0
    for amount in state {
      let (next, overflow) = sum.addingReportingOverflow(amount)
      if overflow { return true }
      sum = next
    }
    return false
  }
}
