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
}
