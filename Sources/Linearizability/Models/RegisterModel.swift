/// A register of one value, with compare-and-set; a plain register is one that is never compared.
public struct RegisterModel<Value: Hashable & Sendable>: SequentialModel {
  public enum Input: Sendable, Hashable {
    case read
    case write(Value)
    case compareAndSet(expected: Value, new: Value)
  }

  public enum Output: Sendable, Hashable {
    /// What a read saw; nil where the register was empty.
    case value(Value?)
    case written
    /// Whether a compare-and-set took place.
    case compared(Bool)
  }

  public static var name: String { "cas-register" }

  public let initial: Value?

  public init(initial: Value? = nil) { self.initial = initial }

  public func step(_ state: Value?, _ input: Input, observed output: Output?) -> Value?? {
    switch (input, output) {
    case (.read, .value(let seen)): seen == state ? .some(state) : nil
    case (.read, nil): .some(state)
    case (.write(let value), .written), (.write(let value), nil): .some(value)
    case (.compareAndSet(let expected, let new), .compared(true)): state == expected ? .some(new) : nil
    case (.compareAndSet(let expected, _), .compared(false)): state != expected ? .some(state) : nil
    case (.compareAndSet(let expected, let new), nil): .some(state == expected ? new : state)
    default: nil
    }
  }

  public func isObservation(_ input: Input, _ output: Output) -> Bool { input == .read || output == .compared(false) }

  public func state(after input: Input, _ output: Output) -> Value?? {
    switch (input, output) {
    case (.read, .value(let seen)): .some(seen)
    case (.write(let value), .written), (.compareAndSet(_, let value), .compared(true)): .some(value)
    default: nil
    }
  }

  public func fixedOutput(of input: Input) -> Output? { if case .write = input { .written } else { nil } }

  /// Nobody sees a value but its readers and those who compare with it, so all of them may go at once. A refused
  /// compare-and-set saw that *another* value was there.
  public func removal(of input: Input, _ output: Output?) -> RemovalRule {
    switch (input, output) {
    case (.write(let value), _): .keys([RemovalKey(Optional(value))])
    case (.read, .value(let seen)): .keys([RemovalKey(seen)])
    case (.compareAndSet, .compared(false)): .barrier
    case (.compareAndSet(let expected, let new), _): .keys([RemovalKey(Optional(expected)), RemovalKey(Optional(new))])
    default: .kept
    }
  }

  public func quickVerdict(of operations: [Operation<Input, Output>], from state: Value?, limits: CheckLimits) -> QuickVerdict? {
    RegisterZones(operations, initial: state)?.verdict()
  }

  public func describe(_ state: Value?) -> String { state.map { "\($0)" } ?? "nil" }
}
