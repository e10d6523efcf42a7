/// What an object does when it is used by one client at a time: a pure function from state to state.
public protocol SequentialModel: Sendable {
  associatedtype State: Hashable & Sendable
  associatedtype Input: Hashable & Sendable
  associatedtype Output: Hashable & Sendable

  /// The name in contract files, for example `single-use`.
  static var name: String { get }

  var initial: State { get }

  /// The state after `input` was answered with `output`, or nil where the object in this `state` would not have
  /// answered that. A nil `output` was never seen and may be anything.
  func step(_ state: State, _ input: Input, observed output: Output?) -> State?

  /// True where `input` with this `output` never changes the state, whatever the state is: a read, a refusal. Saying
  /// false for one costs time, saying true for something else makes verdicts wrong.
  func isObservation(_ input: Input, _ output: Output) -> Bool
}

extension SequentialModel {
  public func isObservation(_ input: Input, _ output: Output) -> Bool { false }
}
