/// Which operations may be left out of a history without making it worse: where the whole has an order that the model
/// allows, what remains must have one too. Then a remainder without an order proves that the whole has none.
///
/// What `isObservation` names may always go, since it changes nothing. Anything else goes only together with all that
/// could have seen it, which is what the keys say; so a write that was read never disappears from under its readers.
public enum RemovalRule: Sendable, Hashable {
  /// Stays. Removing other keys does not disturb it.
  case kept
  /// Stays, or goes by itself when it is an observation; while it is there, nothing goes by its keys, because what it
  /// saw could depend on any of them: a refused compare-and-set, an append.
  case barrier
  /// Goes together with every other operation that has one of these keys, and theirs.
  case keys([RemovalKey])
}

/// What operations have in common: the value that one wrote and the other read.
public struct RemovalKey: Hashable, Sendable {
  private let number: Int

  /// - Parameter value: equal values give equal keys. Different values may give the same key: then more stays together.
  public init<Value: Hashable>(_ value: Value) { number = value.hashValue }
}
