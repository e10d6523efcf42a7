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
}
