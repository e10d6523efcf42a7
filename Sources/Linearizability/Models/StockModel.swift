/// A bounded stock: a reservation succeeds exactly when enough is left, a restock exactly when there is room.
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
  /// How much there may be at most.
  public let capacity: Int
  /// 1 where it only grows, -1 where it only falls, 0 where that is not known.
  private var direction = 0

  /// - Parameter level: how much there is at first; a negative level is none.
  public init(level: Int, capacity: Int = .max) {
    initial = max(level, 0)
    self.capacity = max(capacity, initial)
  }

  public func step(_ level: Int, _ input: Input, observed output: Output?) -> Int? {
    let after: Int?
    switch input {
    case .reserve(let amount): after = amount >= 0 && amount <= level ? level - amount : nil
    case .restock(let amount): after = amount >= 0 && amount <= capacity - level ? level + amount : nil
    case .read:
      switch output {
      case .level(let seen): return seen == level ? level : nil
      case nil: return level
      default: return nil
      }
    }
    switch output {
    case .accepted: return after
    case .rejected: return after == nil ? level : nil
    case nil: return after ?? level
    case .level: return nil
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .read || output == .rejected }

  public func state(after input: Input, _ output: Output) -> Int? { if case .level(let seen) = output { seen } else { nil } }

  /// Where there is enough, or room, for all at once, so there is for one part after another.
  public func count(of small: Input, _ smallOutput: Output?, doing large: Input) -> Int? {
    guard smallOutput ?? .accepted == .accepted else { return nil }
    switch (small, large) {
    case (.reserve(let part), .reserve(let whole)), (.restock(let part), .restock(let whole)):
      return part > 0 ? ExactRatio.of(whole, part) : nil
    default: return nil
    }
  }

  public func narrowed(to operations: [Operation<Input, Output>]) -> StockModel {
    let falls = operations.contains { if case .reserve = $0.input { true } else { false } }
    let grows = operations.contains { if case .restock = $0.input { true } else { false } }
    var model = self
    model.direction = falls == grows ? 0 : grows ? 1 : -1
    return model
  }

  public func isHopeless(_ level: Int, _ input: Input, _ output: Output) -> Bool {
    switch (input, output) {
    case (.read, .level(let seen)): return direction < 0 ? seen > level : direction > 0 && seen < level
    case (.reserve(let amount), .accepted): return direction < 0 && amount > level
    case (.restock(let amount), .accepted): return direction > 0 && amount > capacity - level
    default: return false
    }
  }
}
