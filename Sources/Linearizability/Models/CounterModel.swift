/// A counter that is added to and read. Values that do not fit in 64 bits are not reached.
public struct CounterModel: SequentialModel {
  public enum Input: Sendable, Hashable {
    case add(Int)
    case read
    /// Adds, and answers with the new value.
    case addAndGet(Int)
  }

  public enum Output: Sendable, Hashable {
    case added
    case value(Int)
  }

  public static let name = "counter"

  public let initial: Int
  /// 1 where it only grows, -1 where it only shrinks, 0 where that is not known.
  private var direction = 0

  public init(initial: Int = 0) { self.initial = initial }

  public func step(_ state: Int, _ input: Input, observed output: Output?) -> Int? {
    switch (input, output) {
    case (.add(let amount), .added), (.add(let amount), nil), (.addAndGet(let amount), nil): sum(state, amount)
    case (.read, .value(let seen)): seen == state ? state : nil
    case (.read, nil): state
    case (.addAndGet(let amount), .value(let seen)): sum(state, amount) == seen ? seen : nil
    default: nil
    }
  }

  private func sum(_ state: Int, _ amount: Int) -> Int? {
    let (result, overflow) = state.addingReportingOverflow(amount)
    return overflow ? nil : result
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .read }

  public func state(after input: Input, _ output: Output) -> Int? { if case .value(let seen) = output { seen } else { nil } }

  public func narrowed(to operations: [Operation<Input, Output>]) -> CounterModel {
    let amounts = operations.compactMap { operation in
      switch operation.input {
      case .add(let amount), .addAndGet(let amount): amount
      case .read: nil
      }
    }
    var model = self
    model.direction = amounts.allSatisfy { $0 >= 0 } ? 1 : amounts.allSatisfy { $0 <= 0 } ? -1 : 0
    return model
  }

  public func isHopeless(_ state: Int, _ input: Input, _ output: Output) -> Bool {
    guard case .value(let seen) = output, direction != 0 else { return false }
    let after: Int
    switch input {
    case .read: after = state
    case .addAndGet(let amount): after = sum(state, amount) ?? (amount < 0 ? .min : .max)
    case .add: return false
    }
    return direction > 0 ? seen < after : seen > after
  }

  public func count(of small: Input, _ smallOutput: Output?, doing large: Input) -> Int? {
    let part: Int
    switch (small, smallOutput) {
    case (.add(let amount), .added), (.add(let amount), nil), (.addAndGet(let amount), nil): part = amount
    default: return nil
    }
    switch large {
    case .add(let whole), .addAndGet(let whole): return ExactRatio.of(whole, part)
    case .read: return nil
    }
  }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: Int, limits: CheckLimits) -> QuickVerdict? {
    CounterSlots(operations, initial: state)?.verdict()
  }
}
