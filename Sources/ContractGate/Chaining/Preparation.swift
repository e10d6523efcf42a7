import JSONDocument

/// The calls that another needs first, in order, and the values that it takes from them.
struct Preparation: Sendable {
  /// Where a value came from.
  struct Origin: Sendable, Hashable {
    /// Position among the steps.
    let step: Int
    let expression: RuntimeExpression
  }

  /// Answered calls.
  private(set) var steps: [Exchange] = []
  private(set) var values: [Slot: JSONValue] = [:]
  private(set) var origins: [Slot: Origin] = [:]
  /// Steps that no value comes from, but without which there is nothing to call.
  private(set) var makers: [Int] = []

  /// Keeps an answered call; gives its position.
  mutating func add(_ exchange: Exchange) -> Int {
    steps.append(exchange)
    return steps.count - 1
  }

  /// Keeps an answered call that put something where the other looks for it.
  mutating func addMaker(_ exchange: Exchange) { makers.append(add(exchange)) }

  mutating func set(_ slot: Slot, to value: JSONValue, from origin: Origin) {
    values[slot] = value
    origins[slot] = origin
  }

  /// Takes over what another preparation, which began with these steps, has done since.
  mutating func adoptSteps(of other: Preparation) { steps = other.steps }

  /// The same steps for another call, which takes its own values from them.
  func emptied() -> Preparation {
    var copy = self
    copy.values = [:]
    copy.origins = [:]
    return copy
  }
}
