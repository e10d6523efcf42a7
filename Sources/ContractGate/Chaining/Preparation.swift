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
  /// Positions of the steps that no value comes from, but without which the call finds something else: they put, changed or removed it.
  private(set) var effects: [Int] = []

  /// Keeps an answered call; gives its position.
  mutating func add(_ exchange: Exchange) -> Int {
    steps.append(exchange)
    return steps.count - 1
  }

  /// Keeps an answered call that put, changed or removed, or was to, what later calls find.
  mutating func addEffect(_ exchange: Exchange) { effects.append(add(exchange)) }

  mutating func set(_ slot: Slot, to value: JSONValue, from origin: Origin) {
    values[slot] = value
    origins[slot] = origin
  }

  /// Takes a value, and where it came from, from a preparation that began with the same steps.
  mutating func take(_ slot: Slot, from other: Preparation) {
    values[slot] = other.values[slot]
    origins[slot] = other.origins[slot]
  }

  /// Takes over what another preparation, which began with these steps, has done since.
  mutating func adoptSteps(of other: Preparation) { (steps, effects) = (other.steps, other.effects) }

  /// The same steps for another call, which takes its own values from them.
  func emptied() -> Preparation {
    var copy = self
    copy.values = [:]
    copy.origins = [:]
    return copy
  }
}
