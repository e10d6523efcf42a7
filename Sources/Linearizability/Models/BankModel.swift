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

  public let initial: [Account: Int]
  /// Whether a balance may be below zero; then no transfer is refused for lack of money.
  public let allowsDebt: Bool

  public init(balances: [Account: Int], allowsDebt: Bool = false) {
    initial = balances
    self.allowsDebt = allowsDebt
  }

  public func step(_ state: [Account: Int], _ input: Input, observed output: Output?) -> [Account: Int]? {
    switch input {
    case .read:
      guard let output else { return state }
      return output == .balances(state) ? state : nil
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

  private func moved(_ state: [Account: Int], _ from: Account, _ to: Account, _ amount: Int) -> [Account: Int]? {
    guard amount >= 0, let source = state[from], let target = state[to] else { return nil }
    let (left, underflow) = source.subtractingReportingOverflow(amount)
    guard !underflow, allowsDebt || left >= 0 else { return nil }
    guard from != to else { return state }
    let (sum, overflow) = target.addingReportingOverflow(amount)
    guard !overflow else { return nil }
    var after = state
    after[from] = left
    after[to] = sum
    return after
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .read || output == .rejected }

  public func weight(of state: [Account: Int]) -> Int { state.count * (MemoryLayout<Account>.stride + 8) * 2 + 64 }

  public func describe(_ state: [Account: Int]) -> String {
    "{" + state.map { "\($0.key): \($0.value)" }.sorted().joined(separator: ", ") + "}"
  }
}
