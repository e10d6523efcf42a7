/// A history of a part of an object: some of its operations, and of what they saw only what concerns that part.
public struct FocusedHistory<State: Sendable, Input: Sendable, Output: Sendable>: Sendable {
  public var operations: [Operation<Input, Output>]
  /// Where each of them stands in the whole.
  public var positions: [Int]
  /// The part's state at the beginning.
  public var state: State

  public init(operations: [Operation<Input, Output>], positions: [Int], state: State) {
    self.operations = operations
    self.positions = positions
    self.state = state
  }
}
