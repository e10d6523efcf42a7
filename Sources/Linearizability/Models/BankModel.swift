/// Accounts between which money is moved: a transfer succeeds exactly when enough is there, and nothing is lost.
public struct BankModel<Account: Hashable & Sendable>: SequentialModel {
  public enum Input: Sendable, Hashable {
    case transfer(from: Account, to: Account, amount: Int)
    /// All balances at once.
    case read
  }

  public enum Output: Sendable, Hashable {
    case accepted
    case rejected
    case balances([Account: Int])
  }

  public static var name: String { "bank" }

  /// The balances, in the order of `accounts`.
  public let initial: [Int]
  public let accounts: [Account]
  private let places: [Account: Int]
  /// Whether a balance may be below zero; then no transfer is refused for lack of money.
  public let allowsDebt: Bool

  public init(balances: [Account: Int], allowsDebt: Bool = false) {
    accounts = Array(balances.keys)
    initial = accounts.map { balances[$0] ?? 0 }
    places = Dictionary(uniqueKeysWithValues: accounts.enumerated().map { ($1, $0) })
    self.allowsDebt = allowsDebt
  }

  public func step(_ state: [Int], _ input: Input, observed output: Output?) -> [Int]? {
    switch input {
    case .read:
      guard let output else { return state }
      guard case .balances(let seen) = output, seen.count == accounts.count else { return nil }
      return accounts.indices.allSatisfy { seen[accounts[$0]] == state[$0] } ? state : nil
    case .transfer(let from, let to, let amount):
      let after = moved(state, from, to, amount)
      switch output {
      case .accepted: return after
      case .rejected: return after == nil ? state : nil
      case nil: return after ?? state
      case .balances: return nil
      }
    }
  }

  private func moved(_ state: [Int], _ from: Account, _ to: Account, _ amount: Int) -> [Int]? {
    guard amount >= 0, let source = places[from], let target = places[to] else { return nil }
    let (left, underflow) = state[source].subtractingReportingOverflow(amount)
    guard !underflow, allowsDebt || left >= 0 else { return nil }
    guard from != to else { return state }
    let (sum, overflow) = state[target].addingReportingOverflow(amount)
    guard !overflow else { return nil }
    var after = state
    after[source] = left
    after[target] = sum
    return after
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .read || output == .rejected }

  public func state(after input: Input, _ output: Output) -> [Int]? {
    guard case .balances(let seen) = output, seen.count == accounts.count else { return nil }
    let state = accounts.compactMap { seen[$0] }
    return state.count == accounts.count ? state : nil
  }

  public func weight(of state: [Int]) -> Int { state.count * 8 + 32 }

  /// Whatever is moved, the sum stays: a read with another one is wrong by itself.
  public func quickVerdict(of operations: [Operation<Input, Output>], from state: [Int], limits: CheckLimits) -> QuickVerdict? {
    let total = Self.sum(state)
    for operation in operations where operation.returned != nil {
      guard case .balances(let seen) = operation.output else { continue }
      if seen.count != accounts.count || Self.sum(seen.values) != total { return .illegal }
    }
    return nil
  }

  public func isRefuted(_ operations: [Operation<Input, Output>], from state: [Int], limits: CheckLimits) -> Bool {
    BankAccounts(model: self, operations: operations).haveNoOrder(from: state, limits: limits, most: 2_000)
  }

  /// Modulo 2⁶⁴, which no transfer changes either.
  private static func sum(_ balances: some Sequence<Int>) -> Int { balances.reduce(0, &+) }

  public func describe(_ state: [Int]) -> String {
    "{" + zip(accounts, state).map { "\($0): \($1)" }.sorted().joined(separator: ", ") + "}"
  }
}
