/// What an object does when it is used by one client at a time: a pure function from state to state.
///
/// Only the members without a default are the object's meaning. The others tell the checker what it may leave out, and
/// each says what goes wrong when it lies.
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

  /// True where `input` will never again be answered with `output`, once the object is in this `state`, whatever comes: a
  /// counter that only grows is never read below its value. An order that leads there is given up at once. Saying false
  /// costs time, saying true for something else makes verdicts wrong.
  func isHopeless(_ state: State, _ input: Input, _ output: Output) -> Bool

  /// The model as it is where only these operations are called, so that ``isHopeless(_:_:_:)`` knows more.
  func narrowed(to operations: [Operation<Input, Output>]) -> Self

  /// The one answer that `input` can have in every state, where there is only one, for example of a write. Then an
  /// operation whose answer was lost does just what one that was answered does. Nil costs time only.
  func fixedOutput(of input: Input) -> Output?

  /// How many operations like `small`, one right after another, lead wherever one like `large` leads, from every state that
  /// `large` changes; nil where no number does. A search then keeps the small ones for later, where it could take either and
  /// need not take any. Nil costs time, another number makes verdicts wrong.
  func count(of small: Input, _ smallOutput: Output?, doing large: Input) -> Int?

  /// The one state that there can be right after `input` was answered with `output`, where there is only one: what was
  /// written, or read as a whole. A violation is shown from there on. Saying another one makes explanations wrong.
  func state(after input: Input, _ output: Output) -> State?

  /// How much there is to look at in an operation: 1, and more where it holds many values.
  func effort(of input: Input, _ output: Output?) -> Int

  /// Bytes that a state needs beyond its own size, about; the memory limit counts them.
  func weight(of state: State) -> Int

  /// What of a history may be left out, to show a violation by fewer operations.
  func removal(of input: Input, _ output: Output?) -> RemovalRule

  /// Decides some histories in polynomial time; nil where this history is not one of those.
  func quickVerdict(of operations: [Operation<Input, Output>], from state: State, limits: CheckLimits) -> QuickVerdict?

  /// The history of a part of the object that shows why the whole has no order: it must have an order wherever the whole has
  /// one. Nil where there is no smaller part. A history with no order for a whole that has one makes explanations wrong.
  func focused(_ operations: [Operation<Input, Output>], from state: State) -> FocusedHistory<State, Input, Output>?

  /// True where a simpler object, which can do all that this one can, allows no order of these operations. Saying false costs
  /// time, saying true for something else makes verdicts wrong.
  func isRefuted(_ operations: [Operation<Input, Output>], from state: State, limits: CheckLimits) -> Bool

  /// The state in words.
  func describe(_ state: State) -> String
}

/// The answer of a decision procedure for special histories.
public enum QuickVerdict: Sendable, Hashable {
  /// An order of all completed operations, and of those open ones that took effect.
  case ok(order: [Int])
  case illegal
}

extension SequentialModel {
  public func isObservation(_ input: Input, _ output: Output) -> Bool { false }
  public func isHopeless(_ state: State, _ input: Input, _ output: Output) -> Bool { false }
  public func narrowed(to operations: [Operation<Input, Output>]) -> Self { self }
  public func fixedOutput(of input: Input) -> Output? { nil }
  public func count(of small: Input, _ smallOutput: Output?, doing large: Input) -> Int? { nil }
  public func state(after input: Input, _ output: Output) -> State? { nil }
  public func effort(of input: Input, _ output: Output?) -> Int { 1 }
  public func weight(of state: State) -> Int { 0 }
  public func removal(of input: Input, _ output: Output?) -> RemovalRule { .kept }
  public func quickVerdict(of operations: [Operation<Input, Output>], from state: State, limits: CheckLimits) -> QuickVerdict? { nil }
  public func focused(_ operations: [Operation<Input, Output>], from state: State) -> FocusedHistory<State, Input, Output>? { nil }
  public func isRefuted(_ operations: [Operation<Input, Output>], from state: State, limits: CheckLimits) -> Bool { false }
  public func describe(_ state: State) -> String { "\(state)" }
}
