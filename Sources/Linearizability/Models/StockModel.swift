/// A bounded stock: a reservation succeeds exactly when enough is left.
public struct StockModel: SequentialModel {
  public enum Input: Sendable, Hashable {
    case reserve(Int)
    case restock(Int)
    case read
  }

  public enum Output: Sendable, Hashable {
    case accepted
    case rejected
    case level(Int)
  }

  public static let name = "stock"

  public let initial: Int

  /// - Parameter level: how much there is at first; a negative level is none.
  public init(level: Int) { initial = max(level, 0) }

  public func step(_ level: Int, _ input: Input, observed output: Output?) -> Int? {
    switch (input, output) {
    case (.reserve(let amount), .accepted): fits(amount, in: level) ? level - amount : nil
    case (.reserve(let amount), .rejected): fits(amount, in: level) ? nil : level
    case (.reserve(let amount), nil): fits(amount, in: level) ? level - amount : level
    case (.restock(let amount), .accepted), (.restock(let amount), nil): restocked(level, by: amount)
    case (.read, .level(let seen)): seen == level ? level : nil
    case (.read, nil): level
    default: nil
    }
  }

  private func fits(_ amount: Int, in level: Int) -> Bool { amount >= 0 && amount <= level }

  private func restocked(_ level: Int, by amount: Int) -> Int? {
    let (result, overflow) = level.addingReportingOverflow(amount)
    return overflow || amount < 0 ? nil : result
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .read || output == .rejected }
}
